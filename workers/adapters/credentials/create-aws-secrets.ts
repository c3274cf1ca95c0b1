// Secrets of AWS Secrets Manager; where and as whom, the SDK's own environment says.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import type { GetSecret } from './create-kept-secrets.ts'

/** @param region e.g. eu-west-1 */
export function createAwsSecrets(region: string): GetSecret {
  const client = new SecretsManagerClient({ region })
  return async (id, abortSignal) => {
    try {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }), { abortSignal })
      if (SecretString === undefined) throw new CredentialsRefused(`aws:${id} holds no text`)
      return SecretString
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException')
        throw new CredentialsRefused(`aws:${id} does not exist`)
      throw error
    }
  }
}
