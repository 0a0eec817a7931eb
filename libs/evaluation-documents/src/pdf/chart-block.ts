import type { CanvasElement, Column, Content, TableCell } from './content.js';
import type { Bar, Chart, Report } from '../domain/report.js';
import { shown } from './printable.js';
import { COLOURS, verdictColour } from './style.js';

/** Points. */
const [NET_HEIGHT, GROSS_HEIGHT, GAP] = [6, 2.5, 14];

/** Widths of bars and of their text, where two charts stand beside each other and where one stands alone. */
const BESIDE = { bar: 88, text: 72 };
const ALONE = { bar: 240, text: 130 };
type Widths = typeof BESIDE;

/** The charts, two beside each other, kept together on a page. */
export function chartBlock({ charts, chartsTitle, chartsCaption }: Report): Content {
  const pairs = charts.flatMap((chart, index) => (index % 2 === 0 ? [[chart, charts[index + 1]]] : []));
  return {
    unbreakable: true,
    margin: [0, 14, 0, 0],
    stack: [
      { text: chartsTitle, fontSize: 12, bold: true },
      { text: chartsCaption, fontSize: 8, color: COLOURS.muted, margin: [0, 2, 0, 4] },
      ...pairs.map(([one, other]): Content => {
        const beside = [one, other].filter((chart) => chart !== undefined);
        const widths = beside.length > 1 ? BESIDE : ALONE;
        return { columns: beside.map((chart) => panel(chart, widths)), columnGap: GAP };
      }),
    ],
  };
}

const panel = ({ title, bars, maximum }: Chart, widths: Widths): Column => ({
  margin: [0, 4, 0, 4],
  stack: [
    { ...shown(title), fontSize: 8.5, bold: true, margin: [0, 0, 0, 2] },
    {
      fontSize: 7.5,
      table: {
        widths: ['*', widths.bar, widths.text],
        body: bars.map((bar): TableCell[] => [
          shown(bar.label),
          { canvas: barShapes(bar, widths.bar / maximum, maximum), margin: [0, 1, 0, 0] },
          shown(bar.text),
        ]),
      },
      layout: {
        hLineWidth: () => 0,
        vLineWidth: () => 0,
        paddingLeft: () => 0,
        paddingRight: () => 5,
        paddingTop: () => 1.5,
        paddingBottom: () => 1.5,
      },
    },
  ],
});

/** A track from zero to the maximum, the net bar on it, the gross one below, and the mark of the target across both. */
function barShapes({ net, gross, mark, verdict }: Bar, scale: number, maximum: number): CanvasElement[] {
  const length = (value: number): number => value * scale;
  const bar = (y: number, h: number, w: number, color: string): CanvasElement => ({
    type: 'rect',
    x: 0,
    y,
    w,
    h,
    color,
  });
  return [
    bar(0, NET_HEIGHT, length(maximum), COLOURS.track),
    ...(net === null ? [] : [bar(0, NET_HEIGHT, length(net), verdictColour(verdict))]),
    ...(gross === null ? [] : [bar(NET_HEIGHT, GROSS_HEIGHT, length(gross), COLOURS.gross)]),
    {
      type: 'line',
      x1: length(mark),
      x2: length(mark),
      y1: -1,
      y2: NET_HEIGHT + GROSS_HEIGHT + 1,
      lineWidth: 1.2,
      lineColor: COLOURS.ink,
    },
  ];
}
