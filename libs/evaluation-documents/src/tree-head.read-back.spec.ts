import { exampleAgreement, exampleEvaluation } from '../test/example-evaluation.js';
import { csvRows, pdfText, qrText, tight, xlsxSheets } from '../test/read-back.js';
import type { EvaluationDocument } from './domain/evaluation-document.js';
import { reportOf } from './domain/report-of.js';
import { renderDocument, type DocumentFormat } from './render-document.js';

// A page takes its time on a busy machine.
import.meta.jest.setTimeout(60_000);

const head = {
  ledgerId: '0b9f1f5e-53c1-4e0e-9a51-6c8b6a3b6a10',
  treeSize: 1_234_567,
  rootHash: 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  position: '18446744073709551615',
  timestamp: '2026-04-02T12:00:05Z',
  keyId: 'fd110d301d2f077de1414b8f99f441b1403fab207b2052fbd2c065e4ee8e7dc2',
  signature: 'vAvjLOth5KEeZ7GeMwgMWJ+4Y/k85RQJV4qXH8zjZNYDafYutx8slUZjnWuFsOsREjCb8sAdLiIi2Jk+fLD/BA==',
};
const evaluation: EvaluationDocument = {
  ...exampleEvaluation(),
  frozen: { ...exampleEvaluation().frozen, treeHead: head },
};
const rendered = (format: DocumentFormat, of = evaluation, language: 'nl' | 'en' = 'en') =>
  renderDocument(reportOf(of, exampleAgreement(), language), format);

describe('the signed head in the documents of a frozen month', () => {
  it.each(['nl', 'en'] as const)('is on the page as text, in %s', async (language) => {
    const text = await pdfText(await rendered('pdf', evaluation, language));
    const { treeSize: _, timestamp: _signed, ...texts } = head;
    for (const value of Object.values(texts)) expect(text).toContain(value);
    expect(text).toContain('1234567');
    expect(text).toContain(
      tight({ nl: 'do 2 apr 2026, 14:00:05', en: 'Thu, 2 Apr 2026, 14:00:05' }[language]),
    );
  });

  it('is on the page as a QR code that holds all of it', async () => {
    const text = qrText(await rendered('pdf'));
    expect(JSON.parse(text ?? 'null')).toEqual({ schema: 'sla-ledger/tree-head/1', ...head });
  });

  it('is in the other editions, field by field', async () => {
    const row = csvRows(await rendered('csv')).find(({ table }) => table === 'frozen');
    expect(row).toMatchObject({
      'treeHead.rootHash': head.rootHash,
      'treeHead.signature': head.signature,
      'treeHead.treeSize': String(head.treeSize),
    });
    const [names = [], values = []] = (await xlsxSheets(await rendered('xlsx'))).get('Freeze') ?? [];
    expect(values[names.indexOf('Signed head: Root hash')]).toBe(head.rootHash);
  });

  it('is left out where there is none', async () => {
    const pdf = await rendered('pdf', exampleEvaluation());
    expect(await pdfText(pdf)).not.toContain(tight('Signed head of the log'));
    expect(qrText(pdf)).toBeUndefined();
  });
});
