-- The ways to send the goods that a session's quote offers, and the one it is priced with.
ALTER TABLE checkout_session
  ADD COLUMN shipping_options   jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN shipping_option_id text;
