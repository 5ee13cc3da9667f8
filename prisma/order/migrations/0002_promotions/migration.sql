-- What a session's quote was worked out with, and what its order will redeem.
ALTER TABLE checkout_session ADD COLUMN coupon_codes text[] NOT NULL DEFAULT '{}';
ALTER TABLE checkout_session ADD COLUMN promotions jsonb NOT NULL DEFAULT '[]';
