import { IsNotEmpty, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';

const KEY_ID = /^[0-9a-f]{64}$/;

/** Who may countersign heads. */
export class WitnessBody {
  /** Of the party, for people. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name!: string;

  /** Ed25519, SubjectPublicKeyInfo as base64: `openssl pkey -in key.pem -pubout -outform DER | base64 -w0`. */
  @IsString()
  @MaxLength(200)
  publicKey!: string;
}

/** A witness' signature of a head. */
export class CosignatureBody {
  /** Of the registered key; or give the key itself. */
  @ValidateIf(({ keyId, publicKey }: CosignatureBody) => keyId !== undefined || publicKey === undefined)
  @Matches(KEY_ID, { message: 'must be the id of a key: SHA-256 in hex' })
  keyId?: string;

  @ValidateIf(({ publicKey }: CosignatureBody) => publicKey !== undefined)
  @IsString()
  @MaxLength(200)
  publicKey?: string;

  /** Base64 of the 64 bytes over the UTF-8 of the head's `text`. */
  @Matches(/^[A-Za-z0-9+/]{86}==$/, { message: 'must be 64 bytes as base64' })
  signature!: string;
}
