{{/* Which settings a process is given: what files/settings.yaml says that it reads, and nothing else. */}}

{{/* By the rule of queues/parse-settings.ts, which shows no value of these in its messages. */}}
{{- define "mandate.secretNames" -}}SECRET|PASSWORD|TOKEN|KEY|HEADERS|DATABASE_(READ_|DIRECT_)?URL|REDIS_URL{{- end -}}

{{/* YAML turns whole numbers into floats, which would print as 2.62144e+07. */}}
{{- define "mandate.text" -}}
{{- if kindIs "float64" . -}}{{ if eq (floor .) . }}{{ int64 . }}{{ else }}{{ toString . }}{{ end }}{{- else -}}{{ toString . }}{{- end -}}
{{- end -}}

{{/* As a map of texts. In: root, reads (names), own (of the component, wins over `config`), fixed (by the chart). */}}
{{- define "mandate.settings" -}}
{{- $reads := .reads -}}
{{- $out := dict -}}
{{- range $setting, $value := mergeOverwrite (deepCopy .root.Values.config) .own -}}
{{- if and (has $setting $reads) (not (kindIs "invalid" $value)) (ne (toString $value) "") -}}
{{- $_ := set $out $setting (include "mandate.text" $value) -}}
{{- end -}}
{{- end -}}
{{- mergeOverwrite $out .fixed | toYaml -}}
{{- end -}}

{{/* The names of secrets that a process reads and that are there. In: root, reads (names). */}}
{{- define "mandate.secretsOf" -}}
{{- $reads := .reads -}}
{{- $names := list -}}
{{- range $setting, $_ := .root.Values.secrets.settings -}}
{{- if has $setting $reads -}}{{- $names = append $names $setting -}}{{- end -}}
{{- end -}}
{{- toYaml $names -}}
{{- end -}}

{{/* Refuses in words what the schema cannot know. */}}
{{- define "mandate.checkSettings" -}}
{{- $processes := .Files.Get "files/settings.yaml" | fromYaml -}}
{{- $known := list -}}
{{- range $processes -}}{{- $known = concat $known . -}}{{- end -}}
{{- $places := dict "config" .Values.config "api.config" .Values.api.config "board.config" .Values.board.config -}}
{{- $_ := set $places "workers.defaults.config" .Values.workers.defaults.config -}}
{{- range $role, $values := .Values.workers.roles -}}
{{- $_ := set $places (printf "workers.roles.%s.config" $role) ($values.config | default dict) -}}
{{- end -}}
{{- range $place, $settings := $places -}}
{{- $process := first (splitList "." $place) | trimSuffix "s" -}}
{{- $reads := index $processes $process | default $known -}}
{{- range $setting, $_ := $settings -}}
{{- if not (has $setting $reads) -}}
{{- fail (printf "%s.%s: no such setting is read there (.env.example lists them all)" $place $setting) -}}
{{- else if has $setting (list "API_PORT" "GRPC_PORT" "BOARD_PORT" "METRICS_PORT" "QUEUES" "CREDENTIALS_DIR") -}}
{{- fail (printf "%s.%s: the chart sets it itself" $place $setting) -}}
{{- else if regexMatch (include "mandate.secretNames" $) $setting -}}
{{- fail (printf "%s.%s is a secret: put it into a Secret and name it under secrets.settings" $place $setting) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $setting, $_ := .Values.secrets.settings -}}
{{- if not (has $setting $known) -}}
{{- fail (printf "secrets.settings.%s: no process has a setting of this name" $setting) -}}
{{- end -}}
{{- end -}}
{{- range $setting, $why := dict "OIDC_ISSUER" "whose tokens are accepted" "S3_ENDPOINT" "where objects are kept" -}}
{{- if not (index $.Values.config $setting) -}}
{{- fail (printf "config.%s must be given: %s (the chart's ci/minimal.yaml is the least there is to say)" $setting $why) -}}
{{- end -}}
{{- end -}}
{{- if and .Values.externalSecrets.enabled (not .Values.externalSecrets.store.name) -}}
{{- fail "externalSecrets.store.name must be given: the store that secrets come from" -}}
{{- end -}}
{{- if and .Values.board.enabled (gt (int .Values.board.replicas) 1) (not (hasKey .Values.secrets.settings "BOARD_SESSION_KEY")) -}}
{{- fail "board.replicas is more than 1: secrets.settings.BOARD_SESSION_KEY must be there, or no board knows the other's sessions" -}}
{{- end -}}
{{- end -}}
