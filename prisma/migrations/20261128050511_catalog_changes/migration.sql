-- AlterTable
ALTER TABLE "option" ADD COLUMN     "changed_in" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "product" ADD COLUMN     "changed_in" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "variant" ADD COLUMN     "changed_in" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "compare_at" BIGINT,
ADD COLUMN     "switched_off" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "product_position_id_idx" ON "product"("position", "id");

-- CreateIndex
CREATE INDEX "product_changed_in_id_idx" ON "product"("changed_in", "id");

-- CreateIndex
CREATE INDEX "variant_position_sku_idx" ON "variant"("position", "sku");

-- CreateIndex
CREATE INDEX "variant_changed_in_sku_idx" ON "variant"("changed_in", "sku");
