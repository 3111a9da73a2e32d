-- Accounts made by people themselves had no list of groups at all; now everybody has one, be it empty.
-- AlterTable
ALTER TABLE "customer" ALTER COLUMN "groups" SET DEFAULT ARRAY[]::TEXT[];
UPDATE "customer" SET "groups" = ARRAY[]::TEXT[] WHERE "groups" IS NULL;
