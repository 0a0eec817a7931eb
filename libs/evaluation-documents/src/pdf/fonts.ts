import { createRequire } from 'node:module';

const file = (name: string): string =>
  createRequire(import.meta.url).resolve(`pdfmake/fonts/Roboto/Roboto-${name}.ttf`);

/** Roboto as it comes with pdfmake (Apache-2.0): Latin, Greek and Cyrillic. What is used of it is put into the file. */
export const FONTS = {
  Roboto: {
    normal: file('Regular'),
    bold: file('Medium'),
    italics: file('Italic'),
    bolditalics: file('MediumItalic'),
  },
};
