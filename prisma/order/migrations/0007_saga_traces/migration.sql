-- Where the click came from that a saga goes back to: whoever carries the saga on continues that trace.
ALTER TABLE saga
  ADD COLUMN traceparent    text,
  ADD COLUMN correlation_id text;
