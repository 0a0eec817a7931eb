/** A4 in points, and what of it is written on. */
export const PAGE = { margins: [36, 36, 36, 46] as [number, number, number, number], width: 595.28 - 2 * 36 };

/** Told apart in grey too; no meaning hangs on a colour alone. */
export const COLOURS = {
  ink: '#1f2937',
  muted: '#5b6472',
  line: '#d5d9df',
  track: '#eceef1',
  head: '#f3f4f6',
  gross: '#9aa3b0',
  notice: '#fef3c7',
};

const VERDICTS: Readonly<Record<string, string>> = { met: '#0f766e', breached: '#b42318' };

export const verdictColour = (code: string): string => VERDICTS[code] ?? COLOURS.muted;

/** Lines below rows, none beside them. */
export const ROWS_LAYOUT = {
  hLineWidth: (line: number): number => (line === 0 ? 0 : 0.5),
  vLineWidth: (): number => 0,
  hLineColor: (): string => COLOURS.line,
  paddingLeft: (): number => 4,
  paddingRight: (): number => 4,
  paddingTop: (): number => 2.5,
  paddingBottom: (): number => 2.5,
};

/** Left and right of a cell together. */
export const CELL_PADDING = 8;
