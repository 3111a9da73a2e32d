-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "shop" (
    "id" INTEGER NOT NULL,
    "settings" JSONB NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "option" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "default_value" TEXT,
    "position" INTEGER NOT NULL,

    CONSTRAINT "option_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "plural" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "tax_class" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "variant" (
    "sku" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "price" BIGINT NOT NULL,
    "cost" BIGINT,
    "weight_grams" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL,
    "max_per_order" INTEGER NOT NULL,
    "purchasable_from" TIMESTAMPTZ(3),
    "purchasable_until" TIMESTAMPTZ(3),
    "position" INTEGER NOT NULL,

    CONSTRAINT "variant_pkey" PRIMARY KEY ("sku")
);

-- CreateTable
CREATE TABLE "coupon" (
    "code" TEXT NOT NULL,
    "rule" JSONB NOT NULL,
    "limit" INTEGER,
    "limit_per_customer" INTEGER,
    "redeemed" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL,

    CONSTRAINT "coupon_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "coupon_use" (
    "code" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "used" INTEGER NOT NULL,

    CONSTRAINT "coupon_use_pkey" PRIMARY KEY ("code","identity")
);

-- CreateTable
CREATE TABLE "coupon_redemption" (
    "code" TEXT NOT NULL,
    "order_number" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "coupon_redemption_pkey" PRIMARY KEY ("code","order_number")
);

-- CreateTable
CREATE TABLE "stock" (
    "sku" TEXT NOT NULL,
    "tracked" BOOLEAN NOT NULL,
    "on_hand" INTEGER NOT NULL DEFAULT 0,
    "reserved" INTEGER NOT NULL DEFAULT 0,
    "allocated" INTEGER NOT NULL DEFAULT 0,
    "backorders" TEXT NOT NULL DEFAULT 'allowed',
    "discontinued" BOOLEAN NOT NULL DEFAULT false,
    "max_days_ahead" INTEGER,

    CONSTRAINT "stock_pkey" PRIMARY KEY ("sku")
);

-- CreateTable
CREATE TABLE "expected_receipt" (
    "id" UUID NOT NULL,
    "sku" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "on" DATE,

    CONSTRAINT "expected_receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "groups" TEXT[],
    "tax_exempt" BOOLEAN NOT NULL DEFAULT false,
    "invoice_allowed" BOOLEAN NOT NULL DEFAULT false,
    "invoice_days" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT,
    "backorder_preference" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_address" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "address" JSONB NOT NULL,
    "normalised" TEXT NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "customer_address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stored_method" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "brand" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "stored_method_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_link" (
    "user_key" TEXT NOT NULL,
    "staff_id" TEXT NOT NULL,

    CONSTRAINT "staff_link_pkey" PRIMARY KEY ("user_key")
);

-- CreateTable
CREATE TABLE "customer_link" (
    "user_key" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,

    CONSTRAINT "customer_link_pkey" PRIMARY KEY ("user_key")
);

-- CreateTable
CREATE TABLE "thread" (
    "key" TEXT NOT NULL,
    "last_order" INTEGER,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "thread_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "draft" (
    "id" UUID NOT NULL,
    "ref" SERIAL NOT NULL,
    "status" TEXT NOT NULL,
    "owner_key" TEXT NOT NULL,
    "owner_name" TEXT NOT NULL,
    "customer_id" UUID,
    "buyer_name" TEXT NOT NULL,
    "buyer_email" TEXT,
    "buyer_phone" TEXT,
    "buyer_chat" TEXT,
    "total" BIGINT,
    "revision" INTEGER NOT NULL,
    "state" JSONB NOT NULL,
    "thread_key" TEXT,
    "last_thread" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft_event" (
    "id" BIGSERIAL NOT NULL,
    "draft_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "on_behalf_of" TEXT,
    "source" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,

    CONSTRAINT "draft_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "orders" (
    "number" SERIAL NOT NULL,
    "parent" INTEGER,
    "draft_id" UUID,
    "thread_key" TEXT,
    "status" TEXT NOT NULL,
    "customer_id" UUID,
    "buyer" JSONB NOT NULL,
    "buyer_email" TEXT,
    "buyer_phone" TEXT,
    "buyer_chat" TEXT,
    "currency" TEXT NOT NULL,
    "billing" JSONB NOT NULL,
    "subtotal" BIGINT NOT NULL,
    "discount" BIGINT NOT NULL,
    "shipping" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "coupons" JSONB NOT NULL,
    "backorder_policy" TEXT,
    "comments" JSONB NOT NULL,
    "memos" JSONB NOT NULL,
    "steps" JSONB NOT NULL,
    "placed_by" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "order_line" (
    "order_number" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "sku" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "option_text" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit_price" BIGINT NOT NULL,
    "list_price" BIGINT NOT NULL,
    "gross" BIGINT NOT NULL,
    "components" JSONB NOT NULL,
    "net" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL,
    "gift" BOOLEAN NOT NULL,
    "note" TEXT,
    "free_text" TEXT,
    "units" JSONB NOT NULL,
    "shipped" INTEGER NOT NULL,
    "reserved" INTEGER NOT NULL,
    "backordered" INTEGER NOT NULL,
    "dropped" INTEGER NOT NULL,
    "cancelled" INTEGER NOT NULL,
    "returned" INTEGER NOT NULL,

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("order_number","position")
);

-- CreateTable
CREATE TABLE "order_group" (
    "order_number" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "address" JSONB,
    "method" TEXT NOT NULL,
    "method_name" TEXT NOT NULL,
    "rate" BIGINT NOT NULL,
    "charge" BIGINT NOT NULL,
    "free_by" TEXT,
    "override" JSONB,
    "tax" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "order_group_pkey" PRIMARY KEY ("order_number","id")
);

-- CreateTable
CREATE TABLE "order_event" (
    "id" BIGSERIAL NOT NULL,
    "order_number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "order_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "order_number" INTEGER NOT NULL,
    "choice" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "thread_key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'new',
    "owner" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "fault" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "inbox_id" TEXT,
    "channel" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "audience" TEXT,
    "payload" JSONB NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "not_before" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "external_id" TEXT,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "variant_product_id_idx" ON "variant"("product_id");

-- CreateIndex
CREATE INDEX "coupon_redemption_order_number_idx" ON "coupon_redemption"("order_number");

-- CreateIndex
CREATE INDEX "expected_receipt_sku_idx" ON "expected_receipt"("sku");

-- CreateIndex
CREATE UNIQUE INDEX "customer_number_key" ON "customer"("number");

-- CreateIndex
CREATE UNIQUE INDEX "customer_email_key" ON "customer"("email");

-- CreateIndex
CREATE INDEX "customer_phone_idx" ON "customer"("phone");

-- CreateIndex
CREATE UNIQUE INDEX "customer_address_customer_id_normalised_key" ON "customer_address"("customer_id", "normalised");

-- CreateIndex
CREATE INDEX "stored_method_customer_id_idx" ON "stored_method"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "draft_ref_key" ON "draft"("ref");

-- CreateIndex
CREATE INDEX "draft_event_draft_id_id_idx" ON "draft_event"("draft_id", "id");

-- CreateIndex
CREATE INDEX "orders_customer_id_placed_at_idx" ON "orders"("customer_id", "placed_at");

-- CreateIndex
CREATE INDEX "orders_placed_at_idx" ON "orders"("placed_at");

-- CreateIndex
CREATE INDEX "order_event_order_number_id_idx" ON "order_event"("order_number", "id");

-- CreateIndex
CREATE INDEX "payment_order_number_idx" ON "payment"("order_number");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_seq_key" ON "inbox"("seq");

-- CreateIndex
CREATE INDEX "inbox_thread_key_seq_idx" ON "inbox"("thread_key", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_dedupe_key_key" ON "outbox"("dedupe_key");

-- CreateIndex
CREATE INDEX "outbox_destination_id_idx" ON "outbox"("destination", "id");

-- CreateIndex
CREATE INDEX "outbox_inbox_id_idx" ON "outbox"("inbox_id");

-- AddForeignKey
ALTER TABLE "variant" ADD CONSTRAINT "variant_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coupon_use" ADD CONSTRAINT "coupon_use_code_fkey" FOREIGN KEY ("code") REFERENCES "coupon"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coupon_redemption" ADD CONSTRAINT "coupon_redemption_code_fkey" FOREIGN KEY ("code") REFERENCES "coupon"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coupon_redemption" ADD CONSTRAINT "coupon_redemption_order_number_fkey" FOREIGN KEY ("order_number") REFERENCES "orders"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "expected_receipt" ADD CONSTRAINT "expected_receipt_sku_fkey" FOREIGN KEY ("sku") REFERENCES "stock"("sku") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_address" ADD CONSTRAINT "customer_address_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stored_method" ADD CONSTRAINT "stored_method_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_link" ADD CONSTRAINT "staff_link_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_link" ADD CONSTRAINT "customer_link_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_event" ADD CONSTRAINT "draft_event_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "draft"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_order_number_fkey" FOREIGN KEY ("order_number") REFERENCES "orders"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_group" ADD CONSTRAINT "order_group_order_number_fkey" FOREIGN KEY ("order_number") REFERENCES "orders"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_event" ADD CONSTRAINT "order_event_order_number_fkey" FOREIGN KEY ("order_number") REFERENCES "orders"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_order_number_fkey" FOREIGN KEY ("order_number") REFERENCES "orders"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_inbox_id_fkey" FOREIGN KEY ("inbox_id") REFERENCES "inbox"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma's schema cannot say: numbers, checks, partial indexes. Each is proved by test/store/schema-rules.test.ts.

CREATE SEQUENCE "customer_number_seq" AS INTEGER START WITH 1001;

ALTER TABLE "shop" ADD CONSTRAINT "shop_one_row" CHECK ("id" = 1);
ALTER TABLE "variant" ADD CONSTRAINT "variant_amounts" CHECK ("price" >= 0 AND ("cost" IS NULL OR "cost" >= 0) AND "weight_grams" >= 0 AND "max_per_order" >= 1);
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_within_limit" CHECK ("redeemed" >= 0 AND ("limit" IS NULL OR "redeemed" <= "limit"));
ALTER TABLE "coupon_use" ADD CONSTRAINT "coupon_use_counts" CHECK ("used" >= 0);

ALTER TABLE "stock" ADD CONSTRAINT "stock_never_oversold" CHECK (NOT "tracked" OR (0 <= "reserved" AND "reserved" <= "on_hand"));
ALTER TABLE "stock" ADD CONSTRAINT "stock_allocated" CHECK ("allocated" >= 0);
ALTER TABLE "stock" ADD CONSTRAINT "stock_backorders" CHECK ("backorders" IN ('allowed', 'refused'));
ALTER TABLE "stock" ADD CONSTRAINT "stock_max_days" CHECK ("max_days_ahead" IS NULL OR "max_days_ahead" >= 0);
ALTER TABLE "expected_receipt" ADD CONSTRAINT "expected_receipt_quantity" CHECK ("quantity" > 0);

ALTER TABLE "customer" ADD CONSTRAINT "customer_email_normalised" CHECK ("email" = lower("email"));
ALTER TABLE "staff" ADD CONSTRAINT "staff_role" CHECK ("role" IN ('rep', 'lead', 'manager', 'admin'));

ALTER TABLE "draft" ADD CONSTRAINT "draft_status" CHECK ("status" IN ('open', 'awaiting-approval', 'quoted', 'submitted', 'expired', 'cancelled'));
ALTER TABLE "draft" ADD CONSTRAINT "draft_closed_is_unlinked" CHECK ("thread_key" IS NULL OR "status" IN ('open', 'awaiting-approval', 'quoted'));
-- One open draft per thread: the loser of two concurrent first messages inserts nothing and its turn runs again.
CREATE UNIQUE INDEX "draft_one_open_per_thread" ON "draft" ("thread_key") WHERE "thread_key" IS NOT NULL;
-- No column that every turn changes may stand in an index here: the update would touch them all. Room is left on the page for the new version.
ALTER TABLE "draft" SET (fillfactor = 70);
CREATE INDEX "draft_open_by_owner" ON "draft" ("owner_key") WHERE "status" IN ('open', 'awaiting-approval', 'quoted');
CREATE INDEX "draft_open_by_customer" ON "draft" ("customer_id") WHERE "status" IN ('open', 'awaiting-approval', 'quoted') AND "customer_id" IS NOT NULL;
CREATE INDEX "draft_open_by_email" ON "draft" ("buyer_email") WHERE "status" IN ('open', 'awaiting-approval', 'quoted') AND "buyer_email" IS NOT NULL;
CREATE INDEX "draft_open_by_phone" ON "draft" ("buyer_phone") WHERE "status" IN ('open', 'awaiting-approval', 'quoted') AND "buyer_phone" IS NOT NULL;
CREATE INDEX "draft_open_by_chat" ON "draft" ("buyer_chat") WHERE "status" IN ('open', 'awaiting-approval', 'quoted') AND "buyer_chat" IS NOT NULL;

ALTER TABLE "orders" ADD CONSTRAINT "orders_status" CHECK ("status" IN ('placed', 'waiting', 'partly-shipped', 'shipped', 'cancelled', 'returned'));
ALTER TABLE "orders" ADD CONSTRAINT "orders_adds_up" CHECK ("subtotal" + "discount" + "shipping" + "tax" = "total");
ALTER TABLE "orders" ADD CONSTRAINT "orders_total_not_negative" CHECK ("total" >= 0);
ALTER TABLE "orders" ADD CONSTRAINT "orders_parent_is_another" CHECK ("parent" <> "number");
ALTER TABLE "orders" ADD CONSTRAINT "orders_parent_fkey" FOREIGN KEY ("parent") REFERENCES "orders"("number");
-- One order family per draft: only first orders (no parent) count.
CREATE UNIQUE INDEX "orders_one_family_per_draft" ON "orders" ("draft_id") WHERE "parent" IS NULL AND "draft_id" IS NOT NULL;
CREATE INDEX "orders_by_parent" ON "orders" ("parent") WHERE "parent" IS NOT NULL;
CREATE INDEX "orders_by_draft" ON "orders" ("draft_id") WHERE "draft_id" IS NOT NULL;
CREATE INDEX "orders_by_email" ON "orders" ("buyer_email", "placed_at") WHERE "buyer_email" IS NOT NULL;
CREATE INDEX "orders_by_phone" ON "orders" ("buyer_phone", "placed_at") WHERE "buyer_phone" IS NOT NULL;
CREATE INDEX "orders_by_chat" ON "orders" ("buyer_chat", "placed_at") WHERE "buyer_chat" IS NOT NULL;

ALTER TABLE "order_line" ADD CONSTRAINT "order_line_units_accounted_for"
  CHECK ("quantity" = "reserved" + "backordered" + "shipped" + "dropped" + "cancelled");
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_counts"
  CHECK ("quantity" > 0 AND "reserved" >= 0 AND "backordered" >= 0 AND "shipped" >= 0 AND "dropped" >= 0 AND "cancelled" >= 0
    AND "returned" >= 0 AND "returned" <= "shipped");
-- Reserved units by SKU, for the stock invariant and later releases.
CREATE INDEX "order_line_holding" ON "order_line" ("sku") WHERE "reserved" > 0 OR "backordered" > 0;

ALTER TABLE "payment" ADD CONSTRAINT "payment_status" CHECK ("status" IN ('nothing-due', 'to-be-paid', 'authorised', 'paid', 'failed'));
ALTER TABLE "payment" ADD CONSTRAINT "payment_amount" CHECK ("amount" >= 0);

ALTER TABLE "inbox" ADD CONSTRAINT "inbox_status" CHECK ("status" IN ('new', 'done', 'failed'));
CREATE INDEX "inbox_unfinished" ON "inbox" ("thread_key", "seq") WHERE "status" = 'new';

ALTER TABLE "outbox" ADD CONSTRAINT "outbox_status" CHECK ("status" IN ('pending', 'sent', 'parked', 'dead', 'dropped'));
-- The head row per destination is found here; sent rows are not in it.
CREATE INDEX "outbox_waiting" ON "outbox" ("destination", "id") WHERE "status" IN ('pending', 'parked');
CREATE INDEX "outbox_dead" ON "outbox" ("id") WHERE "status" = 'dead';
