-- AlterTable
ALTER TABLE "orders" ADD COLUMN     "given" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "given_base" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "given_by" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "role_rights" (
    "role" TEXT NOT NULL,
    "rights" TEXT[],

    CONSTRAINT "role_rights_pkey" PRIMARY KEY ("role")
);

-- CreateTable
CREATE TABLE "staff_event" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "staff" TEXT,
    "label" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval_request" (
    "id" SERIAL NOT NULL,
    "draft_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "asked_by" TEXT NOT NULL,
    "asked_by_name" TEXT NOT NULL,
    "customer_name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "base" BIGINT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_by" TEXT,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "state" JSONB NOT NULL,

    CONSTRAINT "approval_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "approval_request_draft_id_idx" ON "approval_request"("draft_id");

-- CreateIndex
CREATE INDEX "approval_request_asked_at_idx" ON "approval_request"("asked_at");

-- AddForeignKey
ALTER TABLE "approval_request" ADD CONSTRAINT "approval_request_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "draft"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema cannot say: checks and partial indexes. Each is proved by test/store/schema-rules.test.ts.
ALTER TABLE "approval_request" ADD CONSTRAINT "approval_request_status"
  CHECK ("status" IN ('open', 'approved', 'declined', 'countered', 'withdrawn', 'superseded', 'expired'));
ALTER TABLE "approval_request" ADD CONSTRAINT "approval_request_never_by_its_author" CHECK ("answered_by" IS NULL OR "answered_by" <> "asked_by");
ALTER TABLE "role_rights" ADD CONSTRAINT "role_rights_role" CHECK ("role" IN ('customer', 'rep', 'lead', 'manager', 'admin'));
CREATE UNIQUE INDEX "approval_request_one_waiting_per_draft" ON "approval_request" ("draft_id") WHERE "status" IN ('open', 'countered');
CREATE INDEX "approval_request_not_over" ON "approval_request" ("expires_at") WHERE "status" IN ('open', 'countered', 'approved');
