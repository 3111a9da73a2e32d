-- AlterTable
ALTER TABLE "draft" ADD COLUMN     "next_due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '2000-01-01 00:00:00+00'::timestamp with time zone;

-- CreateIndex
CREATE INDEX "customer_name_number_idx" ON "customer"("name", "number");

-- The clock's look: what has come due among the open drafts, and the prices of those touched lately or with a coupon.
CREATE INDEX "draft_next_due" ON "draft" ("next_due_at") WHERE "status" IN ('open', 'awaiting-approval', 'quoted');
CREATE INDEX "draft_open_updated" ON "draft" ("updated_at", "id") WHERE "status" IN ('open', 'awaiting-approval', 'quoted');
CREATE INDEX "draft_open_with_coupon" ON "draft" ("id")
  WHERE "status" IN ('open', 'awaiting-approval', 'quoted') AND "state" -> 'content' -> 'coupons' <> '[]'::jsonb;

-- What waits to be sent, among millions that were.
CREATE INDEX "outbox_pending" ON "outbox" ("id") WHERE "status" = 'pending';
CREATE INDEX "outbox_unsent" ON "outbox" ("status", "created_at") WHERE "status" IN ('pending', 'parked', 'dead');

-- Search fields: every word begins one of the person's. The expressions are those of store/people/search-words.ts.
CREATE INDEX "customer_words" ON "customer" USING gin (to_tsvector('simple'::regconfig, regexp_replace(lower(
  "name" || ' ' || "number" || ' ' || coalesce("email", '') || ' ' || coalesce("phone", '')), '[^[:alnum:]]+', ' ', 'g'))) WITH (fastupdate = off);
CREATE INDEX "customer_name_words" ON "customer" USING gin (to_tsvector('simple'::regconfig, regexp_replace(lower(
  "name"), '[^[:alnum:]]+', ' ', 'g'))) WITH (fastupdate = off);
CREATE INDEX "customer_phone_end" ON "customer" (reverse(regexp_replace("phone", '[^0-9]', '', 'g')) text_pattern_ops)
  WHERE "phone" IS NOT NULL;
CREATE INDEX "orders_words" ON "orders" USING gin (to_tsvector('simple'::regconfig, regexp_replace(lower(
  coalesce("buyer" ->> 'name', '') || ' ' || coalesce("buyer" ->> 'email', '')), '[^[:alnum:]]+', ' ', 'g'))) WITH (fastupdate = off);
