-- AlterTable
ALTER TABLE "orders" ADD COLUMN     "caller_check" JSONB,
ADD COLUMN     "deliver_on" DATE,
ADD COLUMN     "gift_note" TEXT,
ADD COLUMN     "proposed" JSONB;

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "lowered" BIGINT NOT NULL DEFAULT 0;

-- What Prisma's schema cannot say. Proved by test/store/schema-rules.test.ts.
-- What was captured before a change made the order cheaper stays captured until it is given back.
ALTER TABLE "payment" DROP CONSTRAINT "payment_refunds_within_captures";
ALTER TABLE "payment" ADD CONSTRAINT "payment_refunds_within_captures"
  CHECK (0 <= "lowered" AND 0 <= "refunded" AND "refunded" <= "captured" AND "captured" <= "amount" + "lowered");
