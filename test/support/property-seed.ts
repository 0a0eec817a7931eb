/** Where a seed is given, every property begins with it: a failure of the gate comes again with the seed that it told. */
const seed = process.env['SLA_LEDGER_PROPERTY_SEED'];
if (seed !== undefined) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
}
