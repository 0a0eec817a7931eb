import type pdfmake from 'pdfmake';
import type { Content } from 'pdfmake';

export type { Content, TableCell } from 'pdfmake';

/** What pdfmake makes a file of; the parts that its main module does not name. */
export type Definition = Parameters<typeof pdfmake.createPdf>[0];
export type Column = Extract<Content, { columns: unknown }>['columns'][number];
export type CanvasElement = Extract<Content, { canvas: unknown }>['canvas'][number];
