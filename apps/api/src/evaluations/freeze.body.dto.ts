import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

/** Who freezes a month, and what the meeting wants to have noted. */
export class FreezeBody {
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  by?: string;

  @IsOptional()
  @IsString()
  @MaxLength(4_000)
  note?: string;
}

/** Who takes a freeze back, and why. */
export class FreezeWithdrawalBody {
  @IsString()
  @IsNotEmpty()
  @MaxLength(4_000)
  reason!: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  by?: string;
}
