-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "captured" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "credited" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "goodwill" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "refunded" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "thread" ADD COLUMN     "asked" JSONB;

-- What Prisma's schema cannot say. Proved by test/store/schema-rules.test.ts.
UPDATE "payment" SET "captured" = "amount" WHERE "status" = 'paid';
ALTER TABLE "payment" ADD CONSTRAINT "payment_refunds_within_captures" CHECK (0 <= "refunded" AND "refunded" <= "captured" AND "captured" <= "amount");
ALTER TABLE "payment" ADD CONSTRAINT "payment_credits_within_total" CHECK (0 <= "goodwill" AND "goodwill" <= "credited" AND "credited" <= "amount");
ALTER TABLE "payment" ADD CONSTRAINT "payment_holds_what_is_owed" CHECK ("captured" - "refunded" <= "amount" - "credited");
