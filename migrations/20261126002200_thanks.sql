-- Whoever reports an error may leave an address to be thanked at: kept until the report is dealt with, 60 days at most.
ALTER TABLE proposal ADD COLUMN reply_to text CHECK (length(reply_to) <= 254);
CREATE INDEX proposal_reply ON proposal (received_at) WHERE reply_to IS NOT NULL;
