-- CreateTable
CREATE TABLE "payment_request" (
    "id" UUID NOT NULL,
    "order_number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "external_id" TEXT,
    "payment_id" TEXT,
    "url" TEXT,
    "ending" BOOLEAN NOT NULL DEFAULT false,
    "refund_of" UUID,
    "beyond" BIGINT,
    "why" TEXT,
    "looked_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_endpoint" (
    "id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[],
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "payment_request_external_id_key" ON "payment_request"("external_id");

-- CreateIndex
CREATE INDEX "payment_request_order_number_idx" ON "payment_request"("order_number");

-- AddForeignKey
ALTER TABLE "payment_request" ADD CONSTRAINT "payment_request_order_number_fkey" FOREIGN KEY ("order_number") REFERENCES "orders"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say. Proved by test/store/schema-rules.test.ts.
ALTER TABLE "payment_request" ADD CONSTRAINT "payment_request_kind" CHECK ("kind" IN ('link', 'refund'));
ALTER TABLE "payment_request" ADD CONSTRAINT "payment_request_status"
  CHECK ("status" IN ('requested', 'paid', 'expired', 'refused', 'refunded', 'in-doubt'));
ALTER TABLE "payment_request" ADD CONSTRAINT "payment_request_amount" CHECK ("amount" > 0 AND "beyond" <= "amount");
ALTER TABLE "payment_request" ADD CONSTRAINT "payment_request_refund" CHECK (("kind" = 'refund') = ("refund_of" IS NOT NULL));
-- Nobody can pay an order twice: one link of it is under way at a time.
CREATE UNIQUE INDEX "payment_request_one_link" ON "payment_request"("order_number")
  WHERE "kind" = 'link' AND "status" IN ('requested', 'in-doubt');
-- What is looked at by the clock.
CREATE INDEX "payment_request_under_way" ON "payment_request"("looked_at") WHERE "status" IN ('requested', 'in-doubt');
