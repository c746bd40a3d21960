-- Staff: who they are, how they prove it, what they did. The public never has an account.
-- Everything that opens a door (sessions, invitations, recovery codes, steps) is stored as a hash only.

CREATE TABLE account (
  id uuid PRIMARY KEY,
  email text NOT NULL CHECK (email = lower(email) AND length(email) <= 254),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  lang text NOT NULL CHECK (lang IN ('fr', 'en')),
  -- 'invited': has accepted, and no second factor is set up yet.
  state text NOT NULL CHECK (state IN ('invited', 'active', 'suspended')),
  created_at timestamptz NOT NULL,
  -- The day is enough.
  last_seen_on date
);
CREATE UNIQUE INDEX account_email ON account (email);

-- One role of one person; no areas: everywhere.
CREATE TABLE account_grant (
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('counsellor', 'supervisor', 'resourceSpecialist', 'analyst', 'deploymentLead', 'administrator')),
  areas text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (account_id, role)
);

CREATE TABLE invitation (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  -- Null: the first administrator, whose address nobody knows yet.
  email text CHECK (email = lower(email) AND length(email) <= 254),
  lang text NOT NULL CHECK (lang IN ('fr', 'en')),
  grants jsonb NOT NULL,
  invited_by uuid REFERENCES account (id),
  sent_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  withdrawn_at timestamptz
);
CREATE INDEX invitation_open ON invitation (email) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;

CREATE TABLE staff_session (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  token_hash bytea NOT NULL UNIQUE,
  -- What is still missing; null: nothing.
  needs text CHECK (needs IN ('totp', 'enrol')),
  -- Kind of browser and system, as its owner recognises it; never a network address.
  device text NOT NULL CHECK (length(device) <= 80),
  started_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  step_up_until timestamptz
);
CREATE INDEX staff_session_of ON staff_session (account_id);

CREATE TABLE passkey (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  credential_id text NOT NULL UNIQUE,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  created_at timestamptz NOT NULL,
  last_used_at timestamptz
);
CREATE INDEX passkey_of ON passkey (account_id);

CREATE TABLE staff_password (
  account_id uuid PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  salt bytea NOT NULL,
  hash bytea NOT NULL,
  -- scrypt's parameters when it was made (RFC 7914).
  cost int NOT NULL,
  block_size smallint NOT NULL,
  parallel smallint NOT NULL,
  changed_at timestamptz NOT NULL
);

CREATE TABLE totp (
  account_id uuid PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  -- Encrypted with a key that is not in the database.
  secret bytea NOT NULL,
  confirmed_at timestamptz NOT NULL,
  -- The last 30-second step that was used: a code is good once.
  used_step bigint NOT NULL DEFAULT 0
);

CREATE TABLE recovery_code (
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  code_hash bytea NOT NULL,
  PRIMARY KEY (account_id, code_hash)
);

-- Who someone is at the operator's own directory (OpenID Connect).
CREATE TABLE oidc_identity (
  issuer text NOT NULL,
  subject text NOT NULL,
  account_id uuid NOT NULL UNIQUE REFERENCES account (id) ON DELETE CASCADE,
  PRIMARY KEY (issuer, subject)
);

-- What a browser is half-way through (a passkey's challenge, a trip to the directory); taken once.
CREATE TABLE sign_in_step (
  token_hash bytea PRIMARY KEY,
  kind text NOT NULL,
  data jsonb NOT NULL,
  expires_at timestamptz NOT NULL
);

-- Browsers that someone has signed in from: strangers' failures do not slow them.
CREATE TABLE known_device (
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  token_hash bytea NOT NULL,
  seen_on date NOT NULL,
  PRIMARY KEY (account_id, token_hash)
);

-- Tries without success, by a keyed hash of who was tried and from where; gone after a day.
CREATE TABLE sign_in_try (
  key_hash bytea PRIMARY KEY,
  tries int NOT NULL,
  wait_until timestamptz NOT NULL,
  last_at timestamptz NOT NULL
);

-- What staff and the program did: each row's hash covers the row before it. Nothing is changed or removed.
CREATE TABLE audit_entry (
  seq bigint PRIMARY KEY CHECK (seq > 0),
  at timestamptz(3) NOT NULL,
  -- An account, or null: the program or someone without an account.
  actor uuid,
  action text NOT NULL CHECK (length(action) BETWEEN 1 AND 80),
  target text CHECK (length(target) <= 200),
  -- Personal values are in it only as salted hashes.
  details jsonb NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32)
);
CREATE INDEX audit_entry_at ON audit_entry (at);
CREATE INDEX audit_entry_actor ON audit_entry (actor);

-- One salt a person: without it, what the log holds of them means nothing any more.
CREATE TABLE audit_salt (
  person uuid PRIMARY KEY,
  salt bytea NOT NULL
);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only';
END
$$;
CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_entry_never_emptied BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
