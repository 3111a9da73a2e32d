-- AlterTable
ALTER TABLE "thread" ADD COLUMN     "topic" JSONB;
