import type { Agreement, Label } from '@app/agreements/domain';
import {
  clockTexts,
  spokenDuration,
  spokenInstant,
  spokenMonth,
  type Language,
} from '@app/service-levels/domain';
import { parseInstant, type EpochSecond } from '@app/support-time';
import { documentTexts, type Texts } from './texts/texts.js';

/** How one document says things: its language, the agreement's own names, and the zone of its clocks. */
export class Wording {
  readonly texts: Texts;
  private readonly lists: Intl.ListFormat;

  constructor(
    readonly language: Language,
    readonly timeZone: string,
    readonly agreement: Agreement,
  ) {
    this.texts = documentTexts(language);
    this.lists = new Intl.ListFormat(language === 'en' ? 'en-GB' : language, { type: 'conjunction' });
  }

  table(id: string): string {
    return this.texts.words.tables[id] ?? id;
  }

  /** The name of a field by its path: that of the whole path, or those of its steps. */
  field(path: string): string {
    const { fields } = this.texts.words;
    if (fields[path] !== undefined) return fields[path];
    const steps = path.split('.').map((step) => fields[step] ?? step);
    return steps.join(': ');
  }

  /** What a code of a field is called; undefined where the field has no codes, or none like this. */
  code(field: string, code: string): string | undefined {
    const { metric, basis } = clockTexts(this.language);
    switch (field) {
      case 'metric':
      case 'metrics':
        return ownOf(metric, code);
      case 'basis':
        return ownOf(basis, code);
      case 'priority':
      case 'priorities':
        return this.ofVersions((version) => ownOf(version.priorities, code)?.label);
      case 'cause':
        return this.ofVersions((version) => ownOf(version.waitingReasons, code)?.label);
      case 'month':
        return /^\d{4}-\d{2}$/.test(code) ? this.month(code) : undefined;
      default:
        return ownOf(ownOf(this.texts.words.codes, field) ?? {}, code);
    }
  }

  codeOr(field: string, code: string): string {
    return this.code(field, code) ?? code;
  }

  count(value: number): string {
    return String(value).replace('.', this.texts.decimalMark);
  }

  /** Cut to two decimals, so that nothing short of the target looks like it. */
  percent(value: number): string {
    const [whole = '', decimals = ''] = String(value).split('.');
    const shown = decimals.slice(0, 2).replace(/0+$/, '');
    return `${whole}${shown === '' ? '' : this.texts.decimalMark + shown} %`;
  }

  duration(seconds: number): string {
    return spokenDuration(seconds, this.language);
  }

  instant(at: EpochSecond): string {
    return spokenInstant(at, this.timeZone, this.language);
  }

  /** An instant of the JSON. */
  instantText(text: string): string {
    const instant = parseInstant(text);
    return instant === undefined ? text : this.instant(instant.second);
  }

  month(month: string): string {
    return spokenMonth(month, this.language);
  }

  list(items: readonly string[]): string {
    return this.lists.format(items);
  }

  label(label: Label): string {
    return label[this.language];
  }

  /** The newest version's word that there is. */
  private ofVersions(
    pick: (version: Agreement['versions'][number]) => Label | undefined,
  ): string | undefined {
    const label = this.agreement.versions.map(pick).findLast((known) => known !== undefined);
    return label && this.label(label);
  }
}

/** A field of an object's own: a code of the JSON may be called `constructor`. */
function ownOf<T>(words: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}
