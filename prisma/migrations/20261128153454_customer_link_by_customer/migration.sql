-- CreateIndex
CREATE INDEX "customer_link_customer_id_idx" ON "customer_link"("customer_id");
