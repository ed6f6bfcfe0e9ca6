### Lo que comparten todas las páginas: encabezado, navegación, pie, fechas, componentes.

frame-description = Un cuaderno de preparación gratuito para organizaciones de vivienda y educación: 26 preguntas, cinco etapas y un próximo paso claro.
frame-skip = Saltar al contenido principal
frame-menu = Menú
frame-nav = Principal
frame-nav-phone = Principal, teléfono
frame-run-by = a cargo de { $who }

nav-home = Inicio
nav-workbooks = Sus cuadernos
nav-toolkit = Guía práctica
nav-help = Ayuda
nav-workbook = Cuaderno
nav-reading = Próxima etapa
nav-history = Historial
nav-snapshots = Copias fechadas
nav-send = Enviar
nav-rounds = Rondas
nav-partners = Organizaciones
nav-people = Personas
nav-steps = Próximos pasos
frame-account = Su cuenta
frame-sign-in = Iniciar sesión

foot-runs = {" "}está a cargo de { $who } en su propio servidor.
foot-runs-alone = {" "}funciona en su propio servidor.
foot-free = Crosswalk es software libre y gratuito.
foot-accessibility = Accesibilidad
foot-privacy = Privacidad: qué guardamos
foot-help = Obtener ayuda
foot-api = API
foot-outbox = Bandeja de salida
foot-gallery = Galería

theme-label = Colores
theme-set = Aplicar
theme-system = Como el dispositivo
theme-light = Claro
theme-dark = Oscuro

book-untitled = Cuaderno de preparación

answer-not-yet = Todavía no
answer-in-progress = En proceso
answer-yes = Sí
answer-dont-know = No sé
answer-not-applicable = No corresponde
answer-none = Sin responder

meter-yes = sí
meter-in-progress = en proceso
meter-not-yet = todavía no
meter-dont-know = no sé
meter-not-applicable = no corresponde
meter-open = sin responder
meter-of-yes = { $yes } de { $total } con sí
meter-of-answered = { $answered } de { $total } con respuesta

stage-number = Etapa { $n }
stage-prefix = Etapa { $n }:{" "}

when-now = hace un momento
when-minutes = { $n ->
    [one] hace 1 minuto
   *[other] hace { $n } minutos
}
when-hours = { $n ->
    [one] hace 1 hora
   *[other] hace { $n } horas
}
when-days = { $n ->
    [one] ayer
   *[other] hace { $n } días
}

summary-title = { $n ->
    [one] Hay un dato por corregir
   *[other] Hay { $n } datos por corregir
}
toast-undo = Deshacer
someone = Alguien

gallery-title = Galería
gallery-lead = Cada componente y cada página en sus estados. Solo la ven quienes programan.
gallery-pages = Páginas
gallery-components = Componentes
sample-bold = No hay conexión. Siga trabajando.
sample-text = 3 cambios están guardados en este dispositivo.
sample-link = Ver qué cambió
sample-label = Direcciones de correo electrónico
sample-hint = Ponga una coma entre las direcciones.
sample-problem = A “marcus@milbrook” le falta el final, como .org
