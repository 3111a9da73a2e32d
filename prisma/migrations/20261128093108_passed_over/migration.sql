-- AlterTable
ALTER TABLE "backorder" ADD COLUMN     "passed_on" DATE;

-- SKUs somebody waits for, for the clock.
CREATE INDEX "stock_owed" ON "stock" ("sku") WHERE "allocated" > 0;
