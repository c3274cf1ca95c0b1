{{/* Parts of every pod, of those that stay and of those that run once. */}}

{{/* The restricted profile of Pod Security, as the image's user `node`. In: root, pod, serviceAccount. */}}
{{- define "mandate.podSettings" -}}
serviceAccountName: {{ .serviceAccount }}
automountServiceAccountToken: false
# A Service named `api` in the namespace would otherwise set API_PORT, which is a setting of ours.
enableServiceLinks: false
# As `init: true` of Compose: what has no handler for SIGTERM yet obeys it, for it is not process 1.
shareProcessNamespace: true
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  runAsGroup: 1000
  fsGroup: 1000
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: { type: RuntimeDefault }
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- with .pod.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .pod.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .pod.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .pod.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* In: root, resources. */}}
{{- define "mandate.containerSettings" -}}
image: {{ include "mandate.image" .root | quote }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  runAsNonRoot: true
  capabilities: { drop: [ALL] }
resources:
  {{- toYaml .resources | nindent 2 }}
{{- end -}}

{{/* In: root, secrets (names of settings). */}}
{{- define "mandate.secretEnv" -}}
{{- range .secrets }}
- name: {{ . }}_FILE
  value: /run/mandate/secrets/{{ . }}
{{- end }}
{{- if .root.Values.caSecret }}
# Node's own: it looks there at its start, and trusts it beside what it trusts anyway.
- name: NODE_EXTRA_CA_CERTS
  value: /run/mandate/ca/ca.pem
{{- end }}
{{- end -}}

{{/* In: root, secrets, credentials. */}}
{{- define "mandate.mounts" -}}
- name: tmp
  mountPath: /tmp
{{- if .secrets }}
- name: secrets
  mountPath: /run/mandate/secrets
  readOnly: true
{{- end }}
{{- if .credentials }}
- name: credentials
  mountPath: /run/mandate/credentials
  readOnly: true
{{- end }}
{{- if .root.Values.caSecret }}
- name: ca
  mountPath: /run/mandate/ca
  readOnly: true
{{- end }}
{{- end -}}

{{/* In: root, secrets, pod, credentials, from (a Secret that has them all). 288 is 0440. */}}
{{- define "mandate.volumes" -}}
- name: tmp
  emptyDir: { sizeLimit: {{ .pod.tmpSize }} }
{{- if .secrets }}
- name: secrets
  projected:
    defaultMode: 288
    sources:
      {{- range .secrets }}
      {{- $place := index $.root.Values.secrets.settings . | default dict }}
      {{- $usual := ternary $.root.Values.secrets.ownerName $.root.Values.secrets.name (eq . "MIGRATE_DATABASE_URL") }}
      - secret:
          name: {{ $place.secret | default ($.from | default $usual) }}
          items: [{ key: {{ ternary ($place.key | default .) . (or (not $.root.Values.externalSecrets.enabled) (not (empty $place.secret))) }}, path: {{ . }} }]
      {{- end }}
{{- end }}
{{- with .credentials }}
- name: credentials
  secret:
    secretName: {{ . }}
    defaultMode: 288
{{- end }}
{{- with .root.Values.caSecret }}
- name: ca
  secret:
    secretName: {{ . }}
    defaultMode: 288
    items: [{ key: ca.pem, path: ca.pem }]
{{- end }}
{{- end -}}
