-- AlterTable
ALTER TABLE "thread" ADD COLUMN     "spoken_order" INTEGER;

-- CreateTable
CREATE TABLE "payment_record" (
    "id" BIGSERIAL NOT NULL,
    "order_number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "how" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reference" TEXT,

    CONSTRAINT "payment_record_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "payment_record_order_number_id_idx" ON "payment_record"("order_number", "id");

-- AddForeignKey
ALTER TABLE "payment_record" ADD CONSTRAINT "payment_record_order_number_fkey" FOREIGN KEY ("order_number") REFERENCES "orders"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say. Proved by test/store/schema-rules.test.ts.
ALTER TABLE "payment_record" ADD CONSTRAINT "payment_record_kind" CHECK ("kind" IN ('collected', 'given-back'));
ALTER TABLE "payment_record" ADD CONSTRAINT "payment_record_amount" CHECK ("amount" <> 0);
-- More may be held than is owed until somebody says that it went back.
ALTER TABLE "payment" DROP CONSTRAINT "payment_holds_what_is_owed";
ALTER TABLE "payment" DROP CONSTRAINT "payment_status";
ALTER TABLE "payment" ADD CONSTRAINT "payment_status"
  CHECK ("status" IN ('nothing-due', 'to-be-paid', 'part-paid', 'authorised', 'paid', 'to-give-back', 'failed', 'expired'));

-- Orders of before. What somebody said was paid stays, with who said it and when; so does what was paid before Parley.
INSERT INTO "payment_record" ("order_number", "kind", "amount", "how", "by", "at")
  SELECT p."order_number", 'collected', CASE WHEN o."draft_id" IS NULL THEN p."captured" ELSE s."amount" END,
    CASE p."choice"->>'kind' WHEN 'stored' THEN 'card' WHEN 'delivery' THEN 'on-delivery' WHEN 'none' THEN 'other' ELSE p."choice"->>'kind' END,
    coalesce(s."actor", 'system:shop-load'), coalesce(s."at", o."placed_at")
  FROM "payment" p JOIN "orders" o ON o."number" = p."order_number"
  LEFT JOIN LATERAL (
    SELECT least(coalesce(sum((e."detail"->>'captured')::bigint), 0), p."captured") AS "amount", min(e."actor") AS "actor", min(e."at") AS "at"
    FROM "order_event" e WHERE e."order_number" = p."order_number" AND e."kind" = 'paid'
  ) s ON o."draft_id" IS NOT NULL
  WHERE p."captured" > 0 AND (o."draft_id" IS NULL OR s."amount" > 0);
-- What was only ever claimed (a card charged at shipping, money that went back by itself) is open again: nobody did it.
WITH kept AS (
  SELECT p."id", coalesce((SELECT sum(r."amount") FROM "payment_record" r WHERE r."order_number" = p."order_number"), 0)::bigint AS "taken" FROM "payment" p
), wrong AS (
  UPDATE "payment" p SET "captured" = k."taken", "refunded" = 0 FROM kept k
  WHERE k."id" = p."id" AND (p."captured", p."refunded") <> (k."taken", 0) RETURNING p."order_number"
)
INSERT INTO "order_event" ("order_number", "kind", "label", "actor", "source", "at", "detail")
  SELECT "order_number", 'books-corrected', 'Books corrected: no card was charged and nothing was given back by itself; what is open is to be done by people',
    'system:update', 'update', now(), '{}' FROM wrong;
UPDATE "payment" SET "status" = CASE
  WHEN "captured" - "refunded" > "amount" - "credited" THEN 'to-give-back'
  WHEN "captured" - "refunded" = "amount" - "credited" THEN CASE WHEN "captured" > "refunded" THEN 'paid' WHEN "status" = 'expired' THEN 'expired' ELSE 'nothing-due' END
  WHEN "captured" > "refunded" THEN 'part-paid'
  WHEN "status" IN ('authorised', 'failed', 'expired') THEN "status" ELSE 'to-be-paid' END;
