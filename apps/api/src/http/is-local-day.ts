import { isLocalDay } from '@app/support-time';
import { ValidateBy } from 'class-validator';

/** A text that is a local day. */
export const IsLocalDay = (): PropertyDecorator =>
  ValidateBy({
    name: 'isLocalDay',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isLocalDay(value),
      defaultMessage: () => 'must be a day of the calendar, such as 2026-10-31',
    },
  });
