-- Sending letters once (decision 17).
ALTER TABLE letter
  -- The process that has it in hand. Only that process may let the server have its end.
  ADD COLUMN worker uuid,
  -- Written just before the end of the letter goes out: from then until `sent`, the server may have taken it.
  ADD COLUMN handed_at timestamptz,
  -- What came back: a return to sender, an automatic answer.
  ADD COLUMN bounce text CHECK (bounce IN ('hard', 'soft', 'away')),
  ADD COLUMN bounced_at timestamptz;

-- `held`: waiting, but whoever caused it has paused.
ALTER TABLE letter DROP CONSTRAINT letter_state_check;
ALTER TABLE letter ADD CONSTRAINT letter_state_check CHECK (state IN ('waiting', 'held', 'sending', 'sent', 'refused', 'uncertain', 'cancelled'));
-- Whose turn it is: what someone asked for before the rest.
DROP INDEX letter_due;
CREATE INDEX letter_turn ON letter ((unsubscribe_url IS NOT NULL), due_at, id) WHERE state = 'waiting';
CREATE INDEX letter_uncertain ON letter (attempted_at) WHERE state = 'uncertain';
CREATE INDEX letter_written ON letter (written_at DESC, id);
-- Letters of one campaign are held, let go and cancelled by how their cause begins.
CREATE INDEX letter_cause_prefix ON letter (cause text_pattern_ops);
CREATE INDEX letter_refused ON letter (written_at) WHERE state = 'refused' AND bounce IS NULL;
