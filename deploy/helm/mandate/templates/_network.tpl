{{/* Rules of network policies. */}}

{{/* The port of an address, as a number: 443 and 80 where it names none. */}}
{{- define "mandate.portOf" -}}
{{- $url := urlParse . -}}
{{- regexFind "[0-9]+$" (regexFind ":[0-9]+$" $url.host) | default (ternary "443" "80" (eq $url.scheme "https")) -}}
{{- end -}}

{{/* One rule. In: peers (none: anywhere), ports. */}}
{{- define "mandate.egressTo" -}}
- ports:
    {{- range .ports }}
    - { protocol: TCP, port: {{ int . }} }
    {{- end }}
  {{- with .peers }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "mandate.egressToDns" -}}
- ports:
    - { protocol: UDP, port: 53 }
    - { protocol: TCP, port: 53 }
  {{- with .Values.networkPolicy.dns.to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* To what the settings of a process name. In: root, settings, secrets, outside. */}}
{{- define "mandate.egress" -}}
{{- $policy := .root.Values.networkPolicy -}}
{{- include "mandate.egressToDns" .root }}
{{- if has "DATABASE_URL" .secrets }}
{{ include "mandate.egressTo" (dict "ports" $policy.postgres.ports "peers" $policy.postgres.to) }}
{{- end }}
{{- if has "REDIS_URL" .secrets }}
{{ include "mandate.egressTo" (dict "ports" $policy.redis.ports "peers" $policy.redis.to) }}
{{- end }}
{{- $store := list }}{{ $identity := list }}{{ $services := list }}{{ $spans := list }}
{{- range $setting, $value := .settings }}
{{- if eq $setting "S3_ENDPOINT" }}{{ $store = append $store (include "mandate.portOf" $value) }}
{{- else if has $setting (list "OIDC_ISSUER" "OIDC_JWKS_URL") }}{{ $identity = append $identity (include "mandate.portOf" $value) }}
{{- else if regexMatch "^OTEL_EXPORTER_OTLP_(TRACES_)?ENDPOINT$" $setting }}{{ $spans = append $spans (include "mandate.portOf" $value) }}
{{- else if regexMatch "^(SERVICE_.*|PLATFORM_MOCK)_URL$" $setting }}{{ $services = append $services (include "mandate.portOf" $value) }}
{{- end }}
{{- end }}
{{- range list (list $store $policy.objectStore.to) (list $identity $policy.identityProvider.to) (list $services $policy.services.to) (list $spans $policy.collector.to) }}
{{- if first . }}
{{ include "mandate.egressTo" (dict "ports" (first . | uniq | sortAlpha) "peers" (last .)) }}
{{- end }}
{{- end }}
{{- if .outside }}
{{- $v4 := dict "ipBlock" (dict "cidr" "0.0.0.0/0" "except" $policy.outside.except) }}
{{- $v6 := dict "ipBlock" (dict "cidr" "::/0" "except" $policy.outside.exceptV6) }}
{{ include "mandate.egressTo" (dict "ports" $policy.outside.ports "peers" (list $v4 $v6)) }}
{{- end }}
{{- with $policy.extraEgress }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* One rule. In: ports (names), peers. */}}
{{- define "mandate.ingressFrom" -}}
- ports:
    {{- range .ports }}
    - { protocol: TCP, port: {{ . }} }
    {{- end }}
  {{- with .peers }}
  from:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
