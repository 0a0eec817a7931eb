import type { Content, TableCell } from './content.js';
import type { Property, Report } from '../domain/report.js';
import { shown } from './printable.js';
import { COLOURS, PAGE } from './style.js';

/** Whose month this is, as it stands when, and how settled it is. */
export function titleBlock({ heading, service, month, properties, notices }: Report): Content[] {
  return [
    { ...shown(heading), fontSize: 10, color: COLOURS.muted },
    { ...shown(service), fontSize: 17, bold: true, margin: [0, 2, 0, 0] },
    { ...shown(month), fontSize: 13, margin: [0, 1, 0, 10] },
    propertyGrid(properties),
    ...notices.map((notice) => noticeBox(notice)),
  ];
}

/** Two properties a line. */
function propertyGrid(properties: readonly Property[]): Content {
  const cells = properties.map(propertyCells);
  const body = cells.flatMap((cell, index) =>
    index % 2 === 0 ? [[...cell, ...(cells[index + 1] ?? [{}, {}])]] : [],
  );
  return {
    table: { widths: [84, '*', 84, '*'], body },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: () => 0,
      fillColor: () => COLOURS.head,
      paddingLeft: () => 6,
      paddingRight: () => 6,
      paddingTop: () => 2.5,
      paddingBottom: () => 2.5,
    },
  };
}

const propertyCells = ({ label, text }: Property): TableCell[] => [
  { ...shown(label), color: COLOURS.muted, fontSize: 8 },
  { ...shown(text), fontSize: 8 },
];

const noticeBox = (notice: string): Content => ({
  margin: [0, 8, 0, 0],
  table: {
    widths: [PAGE.width - 12],
    body: [[{ ...shown(notice), fontSize: 9, fillColor: COLOURS.notice }]],
  },
  layout: {
    hLineWidth: () => 0,
    vLineWidth: () => 0,
    paddingLeft: () => 6,
    paddingRight: () => 6,
    paddingTop: () => 4,
    paddingBottom: () => 4,
  },
});
