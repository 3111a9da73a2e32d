-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "hold_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "backorder" (
    "order_number" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "sku" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "policy" TEXT NOT NULL,
    "expedited" BOOLEAN NOT NULL DEFAULT false,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "thread_key" TEXT,
    "told_on" DATE,

    CONSTRAINT "backorder_pkey" PRIMARY KEY ("order_number","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "backorder_seq_key" ON "backorder"("seq");

-- AddForeignKey
ALTER TABLE "backorder" ADD CONSTRAINT "backorder_order_number_position_fkey" FOREIGN KEY ("order_number", "position") REFERENCES "order_line"("order_number", "position") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say: checks and partial indexes. Each is proved by test/store/schema-rules.test.ts.
ALTER TABLE "backorder" ADD CONSTRAINT "backorder_quantity" CHECK ("quantity" > 0);
ALTER TABLE "backorder" ADD CONSTRAINT "backorder_policy" CHECK ("policy" IN ('complete', 'available'));
-- The queue of a SKU, in the order it is filled.
CREATE INDEX "backorder_queue" ON "backorder" ("sku", "expedited" DESC, "seq");
ALTER TABLE "payment" DROP CONSTRAINT "payment_status";
ALTER TABLE "payment" ADD CONSTRAINT "payment_status"
  CHECK ("status" IN ('nothing-due', 'to-be-paid', 'authorised', 'paid', 'failed', 'expired'));
CREATE INDEX "payment_held" ON "payment" ("hold_until") WHERE "hold_until" IS NOT NULL AND "status" = 'to-be-paid';
