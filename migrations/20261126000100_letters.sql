-- Every letter that fanal writes, written with what caused it in one transaction; a worker sends what is due.
-- `uncertain`: the program ended between the server's yes and our note of it; a person decides.
CREATE TABLE letter (
  id uuid PRIMARY KEY,
  -- What makes it one: the same cause never writes a second (`invitation:<id>`, `campaign:<id>:<record>:<step>`).
  cause text NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind ~ '^[a-zA-Z]{1,40}$'),
  lang text NOT NULL CHECK (lang IN ('fr', 'en')),
  recipient text NOT NULL CHECK (length(recipient) <= 254),
  subject text NOT NULL CHECK (length(subject) <= 300),
  body_text text NOT NULL,
  body_html text NOT NULL,
  -- Where one click ends such letters (RFC 8058); null for letters that someone asked for.
  unsubscribe_url text,
  due_at timestamptz NOT NULL,
  written_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'refused', 'uncertain', 'cancelled')),
  attempts smallint NOT NULL DEFAULT 0,
  attempted_at timestamptz,
  sent_at timestamptz,
  -- What the server said last, without addresses.
  reply text
);
CREATE INDEX letter_due ON letter (due_at) WHERE state = 'waiting';
CREATE INDEX letter_sending ON letter (attempted_at) WHERE state = 'sending';
