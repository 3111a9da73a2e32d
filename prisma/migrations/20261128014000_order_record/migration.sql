-- AlterTable
ALTER TABLE "thread" ADD COLUMN     "talk" JSONB;

-- A receipt that stands as the live card of a thread without an open draft is its order's record from now on.
UPDATE "surface" s SET "role" = 'subject', "subject" = 'order ' || t."last_order"
FROM "thread" t
WHERE t."key" = s."thread_key" AND s."role" = 'card' AND s."subject" = '' AND t."last_order" IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM "draft" d WHERE d."thread_key" = s."thread_key")
  AND NOT EXISTS (SELECT 1 FROM "surface" o WHERE o."thread_key" = s."thread_key" AND o."role" = 'subject' AND o."subject" = 'order ' || t."last_order");
