-- What went back is looked after for a while: a bank may send it back.
CREATE INDEX "payment_request_went_back" ON "payment_request"("asked_at") WHERE "status" = 'refunded';
