-- CreateTable
CREATE TABLE "link_code" (
    "id" UUID NOT NULL,
    "user_key" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "customer_id" UUID,
    "code_hash" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "link_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasure_request" (
    "id" SERIAL NOT NULL,
    "user_key" TEXT NOT NULL,
    "customer_id" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "erasure_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "link_code_user_key_asked_at_idx" ON "link_code"("user_key", "asked_at");

-- CreateIndex
CREATE INDEX "link_code_email_asked_at_idx" ON "link_code"("email", "asked_at");

-- AddForeignKey
ALTER TABLE "link_code" ADD CONSTRAINT "link_code_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "erasure_request" ADD CONSTRAINT "erasure_request_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma's schema cannot say: checks and a partial index. Proved by test/store/schema-rules.test.ts.
ALTER TABLE "link_code" ADD CONSTRAINT "link_code_tries" CHECK ("tries" >= 0);
ALTER TABLE "link_code" ADD CONSTRAINT "link_code_used_only_for_somebody" CHECK ("used_at" IS NULL OR "customer_id" IS NOT NULL);
CREATE UNIQUE INDEX "erasure_request_one_waiting" ON "erasure_request" ("user_key") WHERE "done_at" IS NULL;
