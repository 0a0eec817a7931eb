import { parseInstant } from '@app/support-time';
import { ValidateBy } from 'class-validator';

/** A text that is an RFC 3339 instant. */
export const IsInstant = (): PropertyDecorator =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && parseInstant(value) !== undefined,
      defaultMessage: () =>
        'must be an RFC 3339 instant with an offset, such as 2026-03-13T16:40:00%2B01:00 or ...Z',
    },
  });
