-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "unsure" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "surface" (
    "thread_key" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "external_id" TEXT NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "surface_pkey" PRIMARY KEY ("thread_key","role","subject")
);

-- CreateIndex
CREATE INDEX "surface_external_id_idx" ON "surface"("external_id");

-- What Prisma's schema cannot say: checks. Proved by test/store/schema-rules.test.ts.
ALTER TABLE "surface" ADD CONSTRAINT "surface_role" CHECK ("role" IN ('root', 'card', 'subject'));
ALTER TABLE "surface" ADD CONSTRAINT "surface_subject" CHECK (("role" = 'subject') = ("subject" <> ''));
