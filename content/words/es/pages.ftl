### Todas las páginas menos el cuaderno mismo.

## Inicio
home-title = Empiece aquí
home-headline = Los hogares y las escuelas comparten a los mismos niños
home-lead = { $n ->
   *[other] Crosswalk ayuda a las organizaciones de vivienda y a las escuelas a planear juntas. Respondan { $n } preguntas cortas y vean qué ya existe, qué falta y qué hacer después.
}
home-start = Empezar el cuaderno de preparación
home-promise-account = Sin cuenta
home-promise-time = Unos 40 minutos; puede parar cuando quiera
home-promise-offline = Funciona sin internet
home-peek-title = Una pregunta. Tres organizaciones. Tres respuestas.
home-peek-question = “¿Ayudaron a dar forma a esta evaluación las personas que viven y estudian aquí?”
home-peek-housing = Autoridad de vivienda
home-peek-school = Distrito escolar
home-peek-tenants = Consejo de inquilinos
home-peek-foot = Es un ejemplo inventado. Diferencias como estas le muestran por dónde empezar a conversar.
home-where-live = Donde viven los niños
home-where-learn = Donde aprenden los niños
home-stages = Las cinco etapas
home-checklist = Qué lista
home-stage-go = Sobre esta etapa
home-card-next = Sepa en qué etapa trabajar
home-card-next-text = Responda a solas o en grupo. Recibirá una etapa clara para seguir y las preguntas que conviene tomar primero.
home-card-next-eg = Sigan con la etapa 3
home-card-next-count = 1 de 5 preguntas empezada
home-card-next-meter = 1 en proceso, 1 todavía no, 3 sin responder
home-card-together = Llénenlo en grupo
home-card-together-text = Envíe un enlace privado. Todas las personas ven las respuestas y notas en cuanto llegan, y quién las escribió.
home-card-together-eg = 3 personas aquí
home-card-together-names = Rosa, Thuy y Marcus
home-card-together-note = Los residentes hablaron de “familias que se mudaron dos veces en un año”. ¿Son los mismos niños?
home-card-together-by = Una nota inventada de Thuy
home-card-keep = No se pierde ni una palabra
home-card-keep-text = Su trabajo es suyo: en papel, en un archivo y en el historial.
home-card-keep-pdf = Un PDF para imprimir, lleno o en blanco
home-card-keep-mail = Un enlace por correo, para editar o solo para leer
home-card-keep-history = Cada cambio en un historial, con Deshacer
home-card-keep-offline = ¿Sin conexión? Siga trabajando. Se envía después.
home-back = ¿Ya tiene un cuaderno?
home-back-label = Enlace de su cuaderno
home-back-hint = Pegue el enlace completo de su correo o de sus apuntes.
home-back-open = Abrir mi cuaderno
home-back-lost = ¿Perdió el enlace? Pídalo a alguien que lo tenga o búsquelo en su correo. ¿Tiene un archivo exportado?
home-import = Importarlo
home-link-wrong = Este no es el enlace de un cuaderno de este sitio. Copie el enlace completo, desde https hasta el final, y péguelo otra vez.

## Sus cuadernos en este dispositivo
devices-title = Sus cuadernos en este dispositivo
devices-lead = Este dispositivo recuerda los cuadernos que usted abrió en él. En un teléfono o una computadora que usan varias personas, olvídelos al terminar.
devices-empty = Este dispositivo todavía no recuerda ningún cuaderno. Empiece uno o abra uno con su enlace.
devices-read-only = Solo lectura
devices-forget = Olvidar en este dispositivo
devices-more = Abrir otro
devices-start = Empezar un cuaderno nuevo

## Importar
import-title = Importar un cuaderno
import-lead = Convierta un archivo exportado en un cuaderno otra vez. Tendrá enlaces nuevos; el cuaderno anterior no se toca.
import-file = Archivo exportado
import-hint = Un archivo que termina en .json, de { $n } MB como máximo.
import-go = Importar
import-not-ours = Este archivo no es una exportación de Crosswalk. Elija un archivo .json descargado de un cuaderno.

## Ayuda
help-title = Cómo funciona Crosswalk
help-contents = En esta página
help-brief = En pocas palabras
help-brief-1 = Un cuaderno es una página privada con preguntas en cinco etapas. Se empieza con un clic.
help-brief-2 = Quien tenga el enlace puede abrirlo. No hay cuenta ni contraseña.
help-brief-3 = No se califica nada. Las respuestas muestran en qué etapa trabajar después.
help-start = Empezar un cuaderno
help-start-1 = Presione “Empezar el cuaderno de preparación”. Se abre enseguida un cuaderno nuevo, con un enlace que solo usted tiene. Este dispositivo lo recuerda en “Sus cuadernos”.
help-start-2 = Si quiere, póngale un título y un lugar, y diga cómo le llaman. Todo eso es opcional.
help-answer = Responder las preguntas
help-answer-1 = Cada pregunta tiene cuatro respuestas. Elija la que es cierta hoy; puede cambiarla cuando quiera.
help-not-yet = nadie ha empezado. Está bien: le dice por dónde empezar.
help-in-progress = alguien está trabajando en esto.
help-yes = ya existe.
help-not-applicable = no tiene que ver con su lugar. La pregunta sale del total.
help-answer-own = En una copia que usted llena por su cuenta para una ronda hay una quinta respuesta, “No sé”. Cuenta como respuesta, pero no como sí. Señala algo por averiguar.
help-answer-2 = Las etapas se pueden hacer en cualquier orden. En cada pregunta puede nombrar a la persona responsable y dejar notas. Cada etapa tiene espacio para notas en común y para preguntas propias.
help-answer-3 = Cada franja pintada es una pregunta: llena si es sí, a la mitad si está en proceso, solo el borde si todavía no, el borde con un punto si es “No sé”, una línea fina si no corresponde, con puntos si no tiene respuesta.
help-together = Trabajar en grupo
help-together-1 = Envíe el enlace a las organizaciones asociadas. Varias personas pueden trabajar en un cuaderno a la vez. Todas ven las respuestas y notas nuevas en cuanto llegan.
help-together-2 = Si dos personas responden la misma pregunta, queda la respuesta más reciente y el historial guarda la otra. Si dos personas escriben en las mismas notas, se conservan los dos textos.
help-offline = Trabajar sin internet
help-offline-1 = Cuando ya abrió un cuaderno en un dispositivo, puede abrirlo allí sin conexión. Sus cambios se guardan en el dispositivo y se envían cuando vuelva la conexión.
help-offline-2 = “Guardado” siempre quiere decir que el servidor lo tiene. Hasta entonces, la página dice que sus cambios están solo en este dispositivo.
help-next = Ver en qué trabajar después
help-next-1 = “Próxima etapa” lee sus respuestas. Una etapa sostiene a las siguientes cuando al menos la mitad de sus preguntas tiene un sí. La primera que no lo logra es la próxima. Las etapas donde ya se empezó pueden continuar.
help-next-2 = No hay puntaje ni comparación. Las preguntas que no corresponden se dejan fuera.
help-back = Deshacer, historial y copias fechadas
help-back-1 = { $n ->
    [one] Cada cambio está en el historial, con un nombre y una hora. Puede recuperar cualquier estado del último día.
   *[other] Cada cambio está en el historial, con un nombre y una hora. Puede recuperar cualquier estado de los últimos { $n } días.
}
help-back-2 = Una copia fechada guarda las respuestas de hoy con un nombre. Compare dos para ver qué cambió. Las copias se conservan hasta que se elimine el cuaderno.
help-send = Enviar, imprimir y descargar
help-send-1 = Puede enviar el cuaderno por correo, descargarlo en PDF o imprimir uno en blanco para llenarlo a mano. Elija si las personas pueden editar o solo leer.
help-send-2 = También puede descargar todo en un archivo e importarlo aquí o en otro sitio de Crosswalk.
help-link = Cuidar su enlace
help-link-1 = Cualquier persona con el enlace de edición puede leer y cambiar las respuestas. Con el enlace de lectura solo se puede leer. Trate el enlace de edición como una llave.
help-link-2 = El servidor no guarda ninguna copia legible de los enlaces. Si nadie tiene ya el enlace, nadie puede abrir el cuaderno: envíeselo por correo o guárdelo con sus apuntes.
help-stages = Cada etapa pregunta por una parte del trabajo. Las alianzas van y vienen entre ellas.
help-topics = Temas:

## Privacidad
privacy-title = Privacidad: qué guardamos
privacy-brief-1 = Para un cuaderno no necesita cuenta, y no preguntamos quién es usted. Solo las alianzas conocen a sus miembros.
privacy-brief-2 = Guardamos lo que escribe en un cuaderno hasta que se elimine.
privacy-brief-3 = No hay publicidad ni rastreo, y no se carga nada de otras empresas.
privacy-who = Quién administra este sitio
privacy-who-text = { $name } está a cargo de { $who } en su propio servidor.
privacy-who-unnamed = { $name } funciona en su propio servidor.
privacy-keep = Qué guarda el servidor
privacy-keep-book = Lo que se escribe en un cuaderno: respuestas, responsables, notas, preguntas, título y lugar, con la hora y el nombre que cada persona quiso dar.
privacy-keep-name = El nombre es opcional. Lo ven todas las personas que tienen un enlace del cuaderno.
privacy-keep-link = De los enlaces privados, solo una huella. Permite saber si un enlace es correcto, pero el enlace no se puede leer en ella.
privacy-keep-mail = Cuando envía un cuaderno: las direcciones y el mensaje, bajo llave hasta que salga el correo. Si alguien detiene nuestro correo, una huella de su dirección, para no volver a escribirle.
privacy-keep-account = Si inicia sesión: su nombre, su correo (bajo llave), sus llaves de acceso (su mitad pública) y en qué dispositivos tiene la sesión abierta. Todo eso lo ve en su propia página, se lo lleva y lo quita allí.
privacy-keep-partnership = De una alianza: sus miembros, lo que las organizaciones cuentan de sí y cómo comunicarse con ellas (bajo llave), próximos pasos, agenda, evidencia y quién hizo qué. Los miembros reciben correo sobre lo que les espera, como una ronda o un próximo paso por vencer, y pueden detenerlo.
privacy-keep-log = Un registro técnico de visitas y errores. No contiene enlaces, nombres ni nada de lo que usted escribió. Las direcciones de red se usan solo para poner límites.
privacy-device = Qué guarda su dispositivo
privacy-device-text = Cookies pequeñas, todas de este sitio y ninguna para rastrear, y una copia de sus cuadernos:
privacy-cookie-device = cw_device: un número al azar, para que una dirección de correo confirmada siga confirmada en este dispositivo.
privacy-cookie-books = cw_books: los enlaces de los cuadernos que abrió.
privacy-cookie-name = cw_name: el nombre que dio, para preguntarlo una sola vez.
privacy-cookie-theme = cw_theme: claro u oscuro.
privacy-cookie-session = cw_session: que usted inició sesión, hasta que la cierre o pase un tiempo sin venir. Solo si inicia sesión.
privacy-cookie-ceremony = cw_ceremony: por cinco minutos mientras inicia sesión con una llave de acceso u otra cuenta, para que nadie se cuele en medio.
privacy-cookie-phone = cw_phone: un número al azar en las reuniones, durante 12 horas, para que la respuesta de su teléfono cuente una sola vez. Solo va a las páginas de reuniones.
privacy-copy = Una copia de cada cuaderno abierto, para que funcione sin internet.
privacy-device-forget = “Olvidar en este dispositivo” borra el enlace y la copia de un cuaderno.
privacy-see = Quién puede ver un cuaderno
privacy-see-text = Todas las personas que tienen uno de sus enlaces, y quienes administran este servidor. Pedimos a los buscadores que no muestren los cuadernos.
privacy-see-partnership = Una alianza la ven solo sus miembros. Lo que usted responde a solas en una ronda lo ve usted, y nadie más de la alianza; los resultados muestran grupos y ocultan los que son demasiado pequeños. Un enlace de calendario muestra los próximos pasos a quien lo tenga; usted puede cerrarlo cuando quiera.
privacy-long = Por cuánto tiempo
privacy-long-text = { $n ->
    [one] Un cuaderno se guarda hasta que lo elimine alguien con el enlace de edición. Después se puede recuperar durante un día; luego desaparece para siempre. Los estados anteriores del historial se guardan un día.
   *[other] Un cuaderno se guarda hasta que lo elimine alguien con el enlace de edición. Después se puede recuperar durante { $n } días; luego desaparece para siempre. Los estados anteriores del historial se guardan { $n } días.
}
privacy-long-unused = { $n ->
    [one] Un cuaderno que no es de ninguna alianza y que nadie abre durante un mes también se elimina. A quien lo abre en los 30 días antes se le avisa, y el cuaderno se queda.
   *[other] Un cuaderno que no es de ninguna alianza y que nadie abre durante { $n } meses también se elimina. A quien lo abre en los 30 días antes se le avisa, y el cuaderno se queda.
}
privacy-not = Qué no debe ir en un cuaderno
privacy-not-text = No escriba nombres de niños ni de familias, ni nada de sus expedientes. Escriba sobre grupos y sobre su propio trabajo.

## Accesibilidad
access-title = Accesibilidad
access-lead = Crosswalk es para todas las personas que trabajan por los niños de un lugar: personal, familias y residentes, con computadoras nuevas y teléfonos viejos. Seguimos las pautas WCAG 2.2, nivel AA.
access-works = Qué funciona
access-keyboard = Todo se puede hacer solo con el teclado. El lugar donde está tiene un anillo ancho.
access-reader = Los lectores de pantalla leen cada pregunta con su tema, cada respuesta y lo que se guardó. Las respuestas nuevas de otras personas no se leen si usted no lo pide.
access-zoom = El texto puede ser cuatro veces más grande, y las páginas caben en una pantalla de 320 píxeles de ancho, sin moverse hacia los lados.
access-color = Nada se muestra solo con color: los números, las formas y las palabras dicen lo mismo.
access-dark = Hay colores claros y oscuros, y se respetan los colores de alto contraste de su sistema. Nada se mueve por sí solo.
access-script = Todas las páginas y formularios funcionan sin programas en el navegador.
access-paper = El cuaderno se puede llenar a mano en papel. Su PDF tiene etiquetas para lectores de pantalla.
access-language = Todas las páginas están en inglés y en español.
access-checked = Cómo se revisa
access-checked-text = Con cada cambio, un programa revisa cada página en los dos idiomas, clara y oscura, ancha y angosta, y los recorridos de siempre solo con el teclado.
access-open = Qué falta mejorar
access-open-text = Todavía no se ha hecho una prueba completa con NVDA, JAWS, VoiceOver y TalkBack con personas que los usan a diario, y una persona traductora certificada no ha revisado el español.
access-tell = Cuéntenos
access-tell-text = Si algo no le funciona, dígaselo a quienes administran este sitio. Cuente en qué página fue y qué usa usted.

## API
api-title = API para programas
api-lead = Todo lo que las personas pueden hacer con un cuaderno, también lo pueden hacer los programas.
api-base = La API está en
api-token = El código de un cuaderno es la última parte de su enlace privado. Trátelo como una llave: quien tiene el código de edición puede cambiarlo todo.
api-errors = Los errores son documentos de problemas (RFC 9457). Nombran el campo y dicen cómo corregirlo. Las fechas están en UTC.
api-document = Documento OpenAPI (en inglés)
api-operations = Operaciones
api-body = Cuerpo que se envía

## Errores
error-not-found = Esta página no está aquí
error-not-found-text = Revise si a la dirección le falta el final: los enlaces privados son largos. Si alguien le envió el enlace, pídalo otra vez.
error-forbidden = Esto no es posible con su enlace
error-forbidden-text = Su enlace permite leer el cuaderno, pero no cambiarlo. Pida el enlace de edición a quien se lo envió. Si llegó desde otro sitio, abra la página aquí y vuelva a intentarlo.
error-gone = Este cuaderno se eliminó
error-gone-text = Lo eliminó alguien con el enlace de edición. Puede recuperarlo durante 30 días.
error-gone-text-editor = Lo eliminó alguien con el enlace de edición. Usted puede recuperarlo con un clic durante 30 días después de la eliminación.
error-conflict = Esto cambió mientras tanto
error-conflict-text = Alguien se adelantó, o lo que pidió ya no es posible. Vuelva atrás, cargue la página de nuevo e inténtelo otra vez.
error-too-large = Es demasiado de una vez
error-too-large-text = Lo que envió es más grande de lo que aceptamos. Vuelva atrás y envíelo en partes más pequeñas. Su texto sigue en el formulario.
error-too-many = Demasiadas solicitudes
error-too-many-seconds = { $n ->
    [one] Espere un segundo y cargue la página de nuevo. No se pierde nada.
   *[other] Espere { $n } segundos y cargue la página de nuevo. No se pierde nada.
}
error-too-many-minutes = { $n ->
    [one] Espere un minuto y cargue la página de nuevo. No se pierde nada.
   *[other] Espere { $n } minutos y cargue la página de nuevo. No se pierde nada.
}
error-unavailable = Volvemos en un momento
error-unavailable-text = El servidor no puede llegar a sus datos ahora mismo, así que no se puede guardar nada. Espere un minuto y cargue la página de nuevo. Lo que está en este dispositivo se queda ahí.
error-again-text = Esta página guarda lo que escribió. Envíelo de nuevo en un momento.
error-again = Enviar de nuevo
error-internal = Algo salió mal de nuestro lado
error-internal-text = No es culpa suya, y su trabajo guardado está a salvo. Vuelva atrás e inténtelo otra vez. Si vuelve a pasar, dé el número de referencia a quienes administran este sitio.
error-reference = Número de referencia:
error-contact = ¿Preguntas? Escriba a
error-to-workbooks = Ir a sus cuadernos
error-to-home = Página de inicio

## La lectura
reading-title = En qué trabajar después
reading-pdf = Descargar PDF
reading-eyebrow = Su próxima etapa
reading-eyebrow-done = Bien hecho
reading-first = Tomen esto primero
reading-open-stage = Abrir la etapa { $n }
reading-back = Volver al cuaderno
reading-principles = Cuatro principios
reading-principles-lead = Están en todas las etapas. Cada pregunta tiene que ver con al menos uno.
reading-strong = Fuerte
reading-growing = En crecimiento
reading-thin = Débil por ahora
reading-unknown = Es muy pronto para decir
reading-open = Lo que falta responder
reading-to-find-out = Por averiguar
reading-rule = Cómo leemos: una etapa sostiene a las siguientes cuando al menos la mitad de sus preguntas tiene un sí. La primera que no lo logra es la próxima. Las preguntas que no corresponden se dejan fuera y sus preguntas propias no cuentan. No hay puntaje.

## Historial. Cada mensaje sigue a un nombre: “Rosa respondió …”
history-title = Historial
history-lead = { $n ->
    [one] Todos los cambios, primero el más reciente. Puede recuperar cualquier estado del último día.
   *[other] Todos los cambios, primero el más reciente. Puede recuperar cualquier estado de los últimos { $n } días.
}
history-lead-read = Todos los cambios, primero el más reciente.
history-empty = Todavía no hay cambios. Responda una pregunta y aparecerá aquí.
history-empty-go = Ir al cuaderno
history-newest = Ver los cambios más recientes
history-older = Ver cambios anteriores
history-see = Ver el cuaderno antes de esto
history-overtaken = quedó una respuesta posterior
history-answered = respondió “{ $answer }” a “{ $topic }”
history-cleared = borró la respuesta a “{ $topic }”
history-owner = nombró a { $owner } responsable de “{ $topic }”
history-owner-none = quitó a la persona responsable de “{ $topic }”
history-comment = dejó una nota en “{ $topic }”
history-comment-removed = quitó una nota en “{ $topic }”
history-comment-restored = recuperó una nota en “{ $topic }”
history-question = agregó una pregunta a la etapa { $n }
history-question-edited = cambió el texto de una pregunta de la etapa { $n }
history-question-removed = quitó una pregunta de la etapa { $n }
history-question-restored = recuperó una pregunta de la etapa { $n }
history-title-set = llamó al cuaderno “{ $text }”
history-title-cleared = quitó el título
history-community-set = cambió el lugar a “{ $text }”
history-community-cleared = quitó el lugar
history-note = escribió en las notas de la etapa { $n }
history-reset = borró las respuestas de la etapa { $n }
history-reset-all = borró las respuestas de todas las etapas
history-restored = recuperó el cuaderno como estaba el { $when }

## Un estado anterior
then-title = El cuaderno como estaba
then-at = El cuaderno antes del { $when }
then-restore-title = ¿Recuperar este estado?
then-restore-text = Las respuestas, notas y preguntas vuelven a ser las de aquí, para todo el grupo. Lo que se escribió después queda en el historial, así que esto también se puede deshacer.
then-restore = Recuperar este estado
then-question = Pregunta
then-answer = Respuesta
then-owner = Responsable
then-comments = Notas
then-own = Pregunta propia
then-nobody = nadie
then-notes = Notas de la etapa { $n }

## Copias fechadas
snapshots-title = Copias fechadas
snapshots-lead = Una copia fechada guarda las respuestas de hoy para ver después qué cambió.
snapshots-new = Copia nueva
snapshots-name = Nombre (puede dejarlo vacío)
snapshots-name-hint = Por ejemplo, “Reunión de noviembre”. Sin nombre, se llama como su fecha.
snapshots-name-long = Este nombre es demasiado largo. Use { $n } caracteres como máximo.
snapshots-too-many = Este cuaderno tiene { $n } copias fechadas, el máximo que puede guardar.
snapshots-take = Guardar una copia fechada
snapshots-list = Sus copias fechadas
snapshots-empty = Todavía no hay copias. Guarde una antes de una reunión y otra después.
snapshots-compare-now = Comparar con hoy
snapshots-compare-two = Comparar dos copias

## Comparar
compare-title = Qué cambió
compare-lead = Elija dos estados del cuaderno.
compare-none = Todavía no hay nada que comparar. Guarde una copia hoy y compare con ella más adelante.
compare-from = Desde
compare-to = Hasta
compare-go = Comparar
compare-now = Hoy
compare-count = { $n ->
    [0] Ninguna respuesta es distinta
    [one] Una respuesta es distinta
   *[other] { $n } respuestas son distintas
}
compare-caption = Etapa por etapa: { $from } y { $to }
compare-stage = Etapa
compare-yes = Con un sí
compare-of = { $yes } de { $total }
compare-up = antes { $n }
compare-down = antes { $n }
compare-same = sin cambio
compare-then = después

## Enviar
shares-title = Enviar este cuaderno
shares-lead = Las personas reciben un enlace y un PDF. No necesitan una cuenta.
shares-mail = Por correo electrónico
shares-to = Direcciones de correo electrónico
shares-to-hint = { $n ->
    [one] Una dirección.
   *[other] Ponga una coma, un espacio o una línea nueva entre las direcciones. { $n } como máximo a la vez.
}
shares-message = Mensaje (puede dejarlo vacío)
shares-message-hint = Los enlaces de su mensaje se ven, pero no se pueden abrir con un clic. Así alejamos el correo basura.
shares-access = ¿Qué pueden hacer?
shares-access-edit = Responder y agregar notas
shares-access-read = Solo leer
shares-from = Su propio correo electrónico
shares-from-hint = Las respuestas llegan a usted. La primera vez en este dispositivo le pedimos que lo confirme antes de enviar nada.
shares-name = Su nombre (puede dejarlo vacío)
shares-send = Enviar
shares-no-mail = Este sitio no envía correo.
shares-no-mail-text = Use su propio programa de correo, copie un enlace o descargue el PDF.
shares-own-mail = Con su propio programa de correo
shares-own-mail-text = Abre un mensaje nuevo con el enlace.
shares-own-mail-go = Escribir un mensaje
shares-mailto-subject = Cuaderno de preparación: { $title }
shares-mailto-body = Este es el enlace a nuestro cuaderno de preparación. No necesita una cuenta.
shares-past = Enviado desde este dispositivo
shares-people = { $n ->
    [one] a una persona
   *[other] a { $n } personas
}
shares-links = Copiar un enlace
shares-edit-link = Enlace para editar
shares-edit-hint = Cualquier persona con este enlace puede leer y cambiar las respuestas.
shares-read-link = Enlace de solo lectura
shares-read-hint = Cualquier persona con este enlace puede leer, pero no cambiar.
shares-files = Papel y archivos
shares-pdf = PDF de este cuaderno
shares-blank = Formulario en blanco para llenar a mano (PDF)
shares-json = Todo en un archivo (JSON)
shares-csv = Respuestas y notas en una tabla (CSV)

## Qué puede estar mal en una dirección; también lo lee el programa que revisa mientras se escribe
address-empty = Escriba una dirección, por ejemplo maria@example.org.
address-no-at = A “{"{"}address{"}"}” le falta la @. Escríbala entre el nombre y el dominio.
address-two-ats = “{"{"}address{"}"}” tiene más de una @. Deje una y ponga una coma entre dos direcciones.
address-space-inside = “{"{"}address{"}"}” tiene un espacio adentro. Quítelo.
address-nothing-before-at = A “{"{"}address{"}"}” le falta el nombre antes de la @.
address-nothing-after-at = A “{"{"}address{"}"}” le falta lo que va después de la @, por ejemplo example.org.
address-no-ending = A “{"{"}address{"}"}” le falta el final, como .org
address-odd-ending = “{"{"}address{"}"}” tiene un final que no existe. Revise las letras después del último punto.
address-number-domain = “{"{"}address{"}"}” tiene un número después de la @. Escriba un nombre, por ejemplo example.org.
address-trailing-dot = “{"{"}address{"}"}” tiene un punto al final. Quítelo.
address-dot-misplaced = “{"{"}address{"}"}” tiene un punto de más. Quite el que está junto a otro punto, junto a la @ o al comienzo.
address-hyphen-misplaced = “{"{"}address{"}"}” tiene un guion en un lugar equivocado. Quítelo.
address-too-long = “{"{"}address{"}"}” es demasiado larga para ser una dirección.
address-control-character = “{"{"}address{"}"}” tiene un carácter invisible adentro. Escríbala otra vez a mano.
address-accent-before-at = “{"{"}address{"}"}” tiene la letra “{"{"}detail{"}"}” antes de la @, y los servidores de correo no la aceptan. Use letras sin acento.
address-accent-in-domain = “{"{"}address{"}"}” tiene letras con acento después de la @. Pida la forma simple a la persona.
address-odd-character = “{"{"}address{"}"}” tiene un carácter que no puede estar en una dirección. Quítelo.
address-too-many = Son más de {"{"}limit{"}"} direcciones. Envíe las demás después.

## Cómo va un envío
status-title = Cómo va su mensaje
status-count = { $n ->
    [one] { $sent } de 1: enviado
   *[other] { $sent } de { $n }: enviados
}
status-confirm = Confirme su dirección { $address }.
status-confirm-text = Le enviamos un correo con un botón. Su mensaje sale cuando lo presione. Si no llega en unos minutos, busque en la carpeta de correo no deseado.
status-waiting = Espera su confirmación
status-queued = En la cola
status-retrying = Se intenta otra vez
status-sent = Se envió
status-failed = No se envió
status-stopped = No se envió
status-tries = { $n ->
    [one] Se intentó una vez hasta ahora.
   *[other] Se intentó { $n } veces hasta ahora.
}
status-reload = Esta página no cambia por sí sola.
status-reload-go = Cargarla otra vez
reason-timed-out = El servidor de correo tardó demasiado.
reason-unreachable = No se puede llegar al servidor de correo.
reason-setup = El servidor de correo de este sitio no está bien configurado. Avise a quienes lo administran.
reason-try-later = El servidor de correo pide intentarlo más tarde.
reason-mailbox-full = El buzón está lleno.
reason-address-refused = El servidor de correo no conoce esta dirección. Revise si hay un error al escribirla.
reason-refused = El servidor de correo rechazó el mensaje.
reason-bad-message = No se pudo escribir el mensaje.
reason-folder = No se puede escribir en la bandeja de salida de este sitio. Avise a quienes lo administran.
reason-unavailable = No se pudo leer el cuaderno en ese momento.
reason-deleted = El cuaderno se eliminó.
reason-lost = Lo que se iba a enviar ya no se puede leer. Envíelo otra vez.
reason-stopped = Esta persona no quiere correo de este sitio. Dele el enlace usted.
reason-other = No se pudo enviar el mensaje.

## Mi enlace por correo
link-mail-title = Enviarme mi enlace
link-mail-lead = Recibirá el enlace de este cuaderno para abrirlo en cualquier dispositivo.
link-mail-to = Su correo electrónico
link-mail-send = Enviarme el enlace
link-mail-sent = Va en camino a { $address }.
link-mail-sent-text = Si no llega en unos minutos, busque en la carpeta de correo no deseado.
link-mail-none = Copie el enlace del cuaderno y guárdelo con sus apuntes.

## Detalles y preguntas propias
details-too-long = Es demasiado largo. Use { $n } caracteres como máximo.
own-edit = Cambiar su pregunta
own-empty = Escriba primero su pregunta.
name-too-long = Este nombre es demasiado largo. Use { $n } caracteres como máximo.

## Eliminar
deletion-title = Eliminar este cuaderno
deletion-warn = Esto elimina el cuaderno para todo el grupo.
deletion-warn-text = { $n ->
    [one] Puede recuperarlo durante un día. Después, nadie puede.
   *[other] Puede recuperarlo durante { $n } días. Después, nadie puede.
}
deletion-keep = Guarde antes una copia:
deletion-type = Escriba “{ $title }” para mostrar que está de acuerdo
deletion-wrong = Este no es el nombre del cuaderno. Escríbalo como se muestra, o vuelva atrás.
deletion-go = Eliminar para todo el grupo
deletion-leave = Conservarlo
deletion-done = El cuaderno se eliminó
deletion-done-text = Puede recuperarlo hasta el { $date }. Después desaparece para siempre.
deletion-undo = Recuperarlo

## Confirmar y detener
confirm-title = Confirme su dirección
confirm-ask = Nos pidió enviar un cuaderno de preparación. Si { $address } es su dirección, presione el botón. Su mensaje sale enseguida.
confirm-not-you = Si no fue usted, cierre esta página. No se enviará nada en su nombre.
confirm-go = Es mi dirección, enviar
confirm-done = Gracias. Su mensaje va en camino.
confirm-done-text = En este dispositivo no le volveremos a preguntar por { $address }.
confirm-status = Ver cómo va
confirm-expired = Este enlace ya no funciona
confirm-expired-text = Ya se usó o es demasiado antiguo. Abra su cuaderno y envíelo otra vez; recibirá un enlace nuevo.
stop-title = Detener el correo de este sitio
stop-ask = { $address } no recibirá más correo de { $instance }: ni cuadernos de otras personas, ni enlaces que usted pida.
stop-note = A quienes le envíen algo se les dirá que no se entregó.
stop-go = Detener todo el correo
stop-done = No recibirá más correo nuestro
stop-done-text = { $address } está en la lista de { $instance }. Disculpe la molestia.
stop-unknown = Este enlace no funciona
stop-unknown-text = Abra el enlace del final de un mensaje de este sitio y cópielo completo. También puede escribir a quienes lo administran.

## Para quienes programan y administran
outbox-title = Bandeja de salida
outbox-lead = Este sitio no tiene servidor de correo, así que sus cartas llegan aquí. Solo ve esta página quien administra un sitio de desarrollo.
outbox-empty = Todavía no se ha escrito nada. Envíe un cuaderno y la carta aparecerá aquí.
outbox-to = Para
outbox-attached = Adjunto:
