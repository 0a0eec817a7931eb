import type { ReportHead } from '../domain/report.js';
import type { Content } from './content.js';
import { shown } from './printable.js';
import { COLOURS } from './style.js';

/**
 * Two points a module, so that a telephone reads it off paper; the quiet zone of four modules that ISO/IEC 18004 asks for
 * is part of it. Wide enough for the 89 modules that a head of any ledger fits into at level M.
 */
const CODE = { fit: 178, padding: 4, eccLevel: 'M' } as const;

/** The signed head of the log: as text beside a QR code of the same. */
export const headBlock = ({ title, remark, properties, line }: ReportHead): Content => ({
  unbreakable: true,
  margin: [0, 14, 0, 0],
  stack: [
    { ...shown(title), fontSize: 12, bold: true, margin: [0, 0, 0, 4] },
    { ...shown(remark), fontSize: 8, color: COLOURS.muted, margin: [0, 0, 0, 6] },
    {
      columns: [
        {
          width: '*',
          stack: properties.map(({ label, text }): Content => ({
            margin: [0, 0, 0, 4],
            stack: [
              { ...shown(label), fontSize: 7.5, color: COLOURS.muted },
              { ...shown(text), fontSize: 8 },
            ],
          })),
        },
        { width: 'auto', qr: line, ...CODE },
      ],
      columnGap: 12,
    },
  ],
});
