/** What computed a document, so that a later engine that answers otherwise can be told apart from a later fact. */
export const ENGINE = 'sla-ledger 0.1.0';
