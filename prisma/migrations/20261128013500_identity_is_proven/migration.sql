-- AlterTable
ALTER TABLE "coupon_redemption" ADD COLUMN     "counted" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "link_code" ADD COLUMN     "register" JSONB;

-- CreateTable
CREATE TABLE "order_guess" (
    "id" UUID NOT NULL,
    "user_key" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_guess_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "order_guess_user_key_at_idx" ON "order_guess"("user_key", "at");

-- CreateIndex
CREATE INDEX "order_guess_number_at_idx" ON "order_guess"("number", "at");

-- Uses are counted anew from what was redeemed: under the account, else the chat user, else what a rep typed; a typed address is nobody's account.
UPDATE "coupon_redemption" r SET "counted" = CASE
    WHEN o."customer_id" IS NOT NULL THEN ARRAY['customer:' || o."customer_id"]
    WHEN o."buyer_chat" IS NOT NULL THEN ARRAY['chat:' || o."buyer_chat"]
    ELSE array_remove(ARRAY['email:' || o."buyer_email", 'phone:' || o."buyer_phone"], NULL) END
  FROM "orders" o WHERE o."number" = r."order_number";
DELETE FROM "coupon_use";
INSERT INTO "coupon_use" ("code", "identity", "used")
  SELECT r."code", name, count(*) FROM "coupon_redemption" r, unnest(r."counted") name GROUP BY 1, 2;
