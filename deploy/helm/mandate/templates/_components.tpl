{{/* Every process that stays, with all that is decided about it, as `components: [{name, process, settings, secrets, command, ports, …}]`. */}}

{{- define "mandate.components" -}}
{{- include "mandate.checkSettings" . -}}
{{- $api := dict "name" "api" "process" "api" "values" .Values.api "scaled" .Values.api.autoscaling.enabled -}}
{{- $_ := set $api "command" (list "node" "--max-semi-space-size=16" (printf "--max-old-space-size=%d" (int .Values.api.heapMb)) "api/main.ts") -}}
{{- $_ := set $api "ports" (list (dict "name" "http" "port" 3000) (dict "name" "grpc" "port" 50051)) -}}
{{- $_ := set $api "fixed" (dict "API_PORT" "3000" "GRPC_PORT" "50051") -}}
{{- $all := list $api -}}
{{- $served := list -}}
{{- range $role, $own := .Values.workers.roles -}}
{{- $values := mergeOverwrite (deepCopy $.Values.workers.defaults) $own -}}
{{- $queues := include "mandate.queuesOf" (dict "root" $ "role" $role "patterns" $values.queues) | fromYamlArray -}}
{{- $served = concat $served $queues -}}
{{- $outside := regexMatch "(^|,)(campaign|actuator|webhook)[.]" (join "," $queues) -}}
{{- $worker := dict "name" (printf "worker-%s" $role) "process" "worker" "values" $values "queues" $queues "outside" $outside "scaled" $.Values.keda.enabled -}}
{{- $_ := set $worker "command" (list "node" "--max-semi-space-size=8" (printf "--max-old-space-size=%d" (int $values.heapMb)) "workers/main.ts") -}}
{{- $_ := set $worker "fixed" (dict "QUEUES" (join "," $queues)) -}}
{{- if and (regexMatch "(^|,)(campaign|actuator)[.]" (join "," $queues)) $.Values.workers.credentialsSecret -}}
{{- $_ := set $worker "credentials" $.Values.workers.credentialsSecret -}}
{{- $_ := set $worker.fixed "CREDENTIALS_DIR" "/run/mandate/credentials" -}}
{{- end -}}
{{- $all = append $all $worker -}}
{{- end -}}
{{- include "mandate.checkQueues" (dict "root" . "served" $served) -}}
{{- if .Values.board.enabled -}}
{{- $board := dict "name" "board" "process" "board" "values" (deepCopy .Values.board) "fixed" (dict "BOARD_PORT" "3001") -}}
{{- $_ := set $board "command" (list "node" "bull-board/main.ts") -}}
{{- $_ := set $board "ports" (list (dict "name" "http" "port" 3001)) -}}
{{- range $setting, $ingress := dict "BOARD_URL" .Values.board.ingress "API_URL" .Values.api.ingress -}}
{{- if and $ingress.enabled (not (index $.Values.config $setting)) (not (index $.Values.board.config $setting)) -}}
{{- $_ := set $board.values.config $setting (printf "%s://%s" (ternary "https" "http" (ne $ingress.tlsSecret "")) $ingress.host) -}}
{{- end -}}
{{- end -}}
{{- $all = append $all $board -}}
{{- end -}}
{{- $processes := .Files.Get "files/settings.yaml" | fromYaml -}}
{{- range $all -}}
{{- $reads := index $processes .process -}}
{{- $_ := set . "serviceAccount" (printf "%s-%s" (include "mandate.fullname" $) .process) -}}
{{- $_ := set . "ports" (append (.ports | default list) (dict "name" "metrics" "port" 9464)) -}}
{{- $_ := set .fixed "METRICS_PORT" "9464" -}}
{{- $_ := set . "settings" (include "mandate.settings" (dict "root" $ "reads" $reads "own" .values.config "fixed" .fixed) | fromYaml) -}}
{{- $_ := set . "secrets" (include "mandate.secretsOf" (dict "root" $ "reads" $reads) | fromYamlArray) -}}
{{- $_ := set . "pod" (mergeOverwrite (deepCopy $.Values.pod) .values.pod) -}}
{{- /* Draining ends by itself; the rest is for giving back what runs and for closing connections. */ -}}
{{- $drainMs := int (.settings.DRAIN_MS | default "10000") -}}
{{- if eq .process "api" -}}
{{- $drainMs = add $drainMs (int (.settings.DRAIN_NOTICE_MS | default "3000")) -}}
{{- end -}}
{{- /* What a worker has sent it waits for, beyond DRAIN_MS if need be, and 5 s more for what is recorded of it. */ -}}
{{- if eq .process "worker" -}}
{{- $drainMs = max $drainMs (add 5000 (int (.settings.SEND_TIMEOUT_MS | default "12000"))) -}}
{{- end -}}
{{- $preStop := int (.values.preStopSeconds | default (ternary 5 0 (ne .process "worker"))) -}}
{{- $_ := set . "preStopSeconds" $preStop -}}
{{- $_ := set . "graceSeconds" (add $preStop (ceil (divf $drainMs 1000)) 15) -}}
{{- end -}}
{{- dict "components" $all | toYaml -}}
{{- end -}}
