-- Run once by the image, as superuser, in database "shop": the application's role, as `sandbox start` makes it. It owns
-- nothing, and may connect to this database and nothing else; the rest is for the schema to grant.
\set app_password `printf %s "$APP_PASSWORD"`
CREATE ROLE app LOGIN PASSWORD :'app_password';
REVOKE ALL ON DATABASE shop, postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE shop TO app;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
