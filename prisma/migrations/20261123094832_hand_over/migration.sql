-- AlterTable
ALTER TABLE "draft" ADD COLUMN     "desk_key" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "draft_desk_key_key" ON "draft"("desk_key");
