#!/bin/sh
# One database and one role per subgraph and one for the outside parties, as in `npm start`: a role may connect to its own database only.
# Runs once, when PostgreSQL makes its cluster. DATABASE_PASSWORD is the password of every role.
set -eu

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --command \
  'REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC'

for domain in catalog pricing inventory cart customer order parties; do
  psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
    --set name="agora_$domain" --set password="$DATABASE_PASSWORD" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name" TEMPLATE template0;
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
