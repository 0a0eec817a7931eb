/** For whoever starts the event node on its own. */
export const eventNodeHelp = `sla-ledger event node: node dist/apps/local/src/event-node.main.js

Serves the event log that Postgres holds over the EventStoreDB protocol, apart from npm start. It stops in good order on
SIGTERM. Everything is said by the environment:

  DATABASE_URL                         postgres://..., whose schema "log" is the node's (required)
  SLA_LEDGER_EVENT_NODE_PORT           port, default 2113
  SLA_LEDGER_EVENT_NODE_HOST           address to listen on, default 127.0.0.1; another one only with the next three
  SLA_LEDGER_EVENT_NODE_CERT_FILE      certificate for the name that clients use, PEM, with those between it and the
                                       authority; read at the start
  SLA_LEDGER_EVENT_NODE_KEY_FILE       its private key, PEM
  SLA_LEDGER_EVENT_NODE_SECRET_FILE    who is let in: a line each, USER:PASSWORD, the password of 16 characters or more
  SLA_LEDGER_EVENT_NODE_NAME           name that clients are told by esdb+discover://, default the host
  SLA_LEDGER_EVENT_NODE_STATUS_PORT    port on 127.0.0.1 for /health/live, /health/ready and /metrics; absent: none
  SLA_LEDGER_EVENT_NODE_MAX_APPEND     largest append in bytes, default 1048576
  LOG_LEVEL                            default info

Clients then use EVENTSTORE_URL=esdb://USER:PASSWORD@NAME:2113?tls=true&tlsCAFile=FILE, with the certificate of the
authority in FILE, and a password that a URL cannot hold written with %XX.
`;
