// Server reflection: tells clients such as grpcurl which services there are, and of what messages.
// @see https://github.com/grpc/grpc/blob/master/doc/server-reflection.md
import { createRegistry, type DescFile, type DescService, toBinary } from '@bufbuild/protobuf'
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt'
import { Code, type ConnectRouter } from '@connectrpc/connect'
import { ServerReflection, type ServerReflectionRequest } from '#contracts/rpc/grpc/reflection/v1/reflection_pb.ts'
import {
  ServerReflection as ServerReflectionAlpha,
  type ServerReflectionRequest as ServerReflectionRequestAlpha,
} from '#contracts/rpc/grpc/reflection/v1alpha/reflection_pb.ts'

/** Both versions, which differ in their name alone; many clients still ask for the older one. */
export function reflectionService(router: ConnectRouter, services: readonly DescService[]): void {
  const answer = createAnswer([...services, ServerReflection, ServerReflectionAlpha])
  router.service(ServerReflection, {
    async *serverReflectionInfo(requests) {
      for await (const request of requests)
        yield { validHost: request.host, originalRequest: request, messageResponse: answer(request) }
    },
  })
  router.service(ServerReflectionAlpha, {
    async *serverReflectionInfo(requests) {
      for await (const request of requests)
        yield { validHost: request.host, originalRequest: request, messageResponse: answer(request) }
    },
  })
}

type Asked = Pick<ServerReflectionRequest | ServerReflectionRequestAlpha, 'messageRequest'>

function createAnswer(services: readonly DescService[]) {
  const files = withDependencies(services.map(({ file }) => file))
  const registry = createRegistry(...files.values())
  const fileOf = (symbol: string): DescFile | undefined => {
    // A method or a field is in the file of what it belongs to.
    const declared = registry.get(symbol) ?? registry.get(symbol.slice(0, Math.max(0, symbol.lastIndexOf('.'))))
    return declared?.file
  }
  return ({ messageRequest: { case: asked, value } }: Asked) => {
    switch (asked) {
      case 'listServices':
        return { case: 'listServicesResponse' as const, value: { service: services.map(nameOf) } }
      case 'fileByFilename':
        return fileAnswer(files.get(value), `file ${value}`)
      case 'fileContainingSymbol':
        return fileAnswer(fileOf(value), `symbol ${value}`)
      case 'fileContainingExtension':
        return fileAnswer(undefined, `extension ${value.extensionNumber} of ${value.containingType}`)
      case 'allExtensionNumbersOfType':
        return registry.getMessage(value) === undefined
          ? fileAnswer(undefined, `type ${value}`)
          : {
              case: 'allExtensionNumbersResponse' as const,
              value: { baseTypeName: value, extensionNumber: [] as number[] },
            }
      case undefined:
        return refusal(Code.InvalidArgument, 'nothing is asked')
      default:
        return asked satisfies never
    }
  }
}

/** By their names, such as `mandate/session/v1/session.proto`. */
function withDependencies(files: readonly DescFile[], found = new Map<string, DescFile>()): Map<string, DescFile> {
  for (const file of files) {
    const { name } = file.proto
    if (found.has(name)) continue
    found.set(name, file)
    withDependencies(file.dependencies, found)
  }
  return found
}

function fileAnswer(file: DescFile | undefined, what: string) {
  if (file === undefined) return refusal(Code.NotFound, `there is no ${what}`)
  const fileDescriptorProto = [...withDependencies([file]).values()].map(({ proto }) =>
    toBinary(FileDescriptorProtoSchema, proto),
  )
  return { case: 'fileDescriptorResponse' as const, value: { fileDescriptorProto } }
}

function refusal(errorCode: Code, errorMessage: string) {
  return { case: 'errorResponse' as const, value: { errorCode, errorMessage } }
}

const nameOf = ({ typeName }: DescService) => ({ name: typeName })
