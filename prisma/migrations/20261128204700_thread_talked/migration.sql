-- AlterTable
ALTER TABLE "thread" ADD COLUMN     "talked" JSONB;
