export default async function globalTeardown(): Promise<void> {
  await globalThis.STOP_TEST_POSTGRES?.();
}
