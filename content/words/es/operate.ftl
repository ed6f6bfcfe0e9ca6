### Para quien administra el sitio.

operate-title = Administrar este sitio
operate-tabs = Páginas para administrar este sitio
operate-overview = Resumen
operate-jobs = Tareas
operate-mail = Correo
operate-settings = Ajustes
operate-link = Administrar este sitio
operate-lead = Cómo está el sitio, qué espera y qué está ajustado. Solo quienes lo administran ven estas páginas.

operate-program = Programa
operate-version = Versión
operate-since = En marcha desde
operate-memory = Memoria en uso
operate-now = En este momento
operate-people = Personas con un cuaderno abierto
operate-rooms = Cuadernos en vivo
operate-sockets = Conexiones en vivo
operate-database = Base de datos
operate-engine = Tipo
operate-level = Nivel
operate-size = Tamaño
operate-disk = Espacio libre en la carpeta de datos
operate-unknown = no se sabe
operate-amounts = Lo que contiene
operate-workbooks = Cuadernos
operate-announced = De estos, por eliminarse porque nadie los usa
operate-partnerships = Alianzas
operate-accounts = Personas con cuenta
operate-backups = Copias de seguridad
operate-backup-last = Última copia
operate-backup-failed = Último fallo
operate-backup-none = Todavía ninguna
operate-backup-off = No se hacen por sí solas
operate-nodes = Nodos
operate-nodes-count = En marcha ahora
operate-queue = Tareas
operate-queue-waiting = { $n ->
        [0] No espera ninguna tarea.
        [one] Espera una tarea.
       *[other] Esperan { $n } tareas.
    }
operate-queue-failed = { $n ->
        [0] No se abandonó ninguna en la última semana.
        [one] Se abandonó una en la última semana.
       *[other] Se abandonaron { $n } en la última semana.
    }
operate-queue-look = Ver las tareas

operate-jobs-lead = Lo que el programa todavía tiene que hacer, como enviar una carta. Una tarea que falla se intenta otra vez con pausas cada vez más largas, y se abandona después de 12 intentos. Las tareas hechas y las abandonadas se olvidan después de una semana.
operate-jobs-failed = Abandonadas
operate-jobs-waiting = En espera
operate-jobs-none-failed = No se abandonó ninguna tarea.
operate-jobs-none-waiting = No espera ninguna tarea.
operate-jobs-more = { $n ->
        [one] Una tarea en total.
       *[other] { $n } tareas en total. Estas son las primeras.
    }
operate-kind-letter = Una carta del sitio
operate-kind-deliver = Un cuaderno o una página para una dirección
operate-job-since = En la cola desde
operate-job-next = Próximo intento
operate-job-tries = { $n ->
        [0] Sin intentos todavía
        [one] Un intento
       *[other] { $n } intentos
    }
operate-job-error = Último problema: { $error }
operate-job-retry = Intentar ahora
operate-job-give-up = Abandonar
operate-job-gone = No se puede intentar otra vez, porque su mensaje se borró. Quien la envió puede enviarla de nuevo.

operate-mail-lead = Cartas en camino y direcciones que no quieren ninguna. Lo que dicen las cartas está sellado: nadie puede leerlo aquí.
operate-mail-queue = En la cola
operate-mail-outbox = No hay un servidor de correo
operate-mail-outbox-text = Las cartas quedan en la carpeta outbox de la carpeta de datos y no salen.
operate-mail-waiting = { $n ->
        [0] no espera ninguna
        [one] espera una
       *[other] esperan { $n }
    }
operate-mail-failed = { $n ->
        [0] no se abandonó ninguna
        [one] se abandonó una
       *[other] se abandonaron { $n }
    }
operate-blocked = Direcciones que no quieren correo
operate-blocked-text = Cada una lo pidió con el enlace de una carta. Permita el correo otra vez solo si su dueño se lo pide.
operate-blocked-none = No hay ninguna dirección bloqueada.
operate-blocked-unknown = Una dirección que no se guarda en ninguna parte
operate-blocked-since = Desde
operate-unblock = Permitir el correo
operate-unblock-title = Permitir el correo a una dirección
operate-unblock-address = Correo electrónico
operate-unblock-hint = Para una dirección que su dueño le dijo, cuando usted no sabe cuál de la lista es.

operate-settings-lead = Lo que se ajusta aquí vale enseguida y tiene prioridad sobre el archivo de ajustes. Lo que dice una opción o el entorno del programa tiene prioridad sobre esta página.
operate-from-default = Valor inicial.
operate-from-file = Viene del archivo de ajustes.
operate-from-page = Ajustado aquí.
operate-from-start = Lo fija una opción o el entorno al arrancar el programa, así que no se puede cambiar aquí.
operate-next-start = Un cambio vale desde el próximo arranque del programa.
operate-waits = Este valor vale desde el próximo arranque del programa.
operate-reset = Volver al valor del archivo
operate-group-site = El sitio
operate-group-mail = Correo y acceso
operate-group-workbooks = Cuadernos
operate-machine = Ajustado en la máquina
operate-machine-text = Estos ajustes son de la máquina. Se cambian en el archivo de ajustes y valen desde el próximo arranque.
operate-machine-none = No hay
operate-machine-public = Dirección pública
operate-machine-mail = Servidor de correo
operate-machine-provider = Proveedor de acceso
operate-machine-backups = Copias que se hacen solas
operate-machine-backups-every = { $n ->
        [one] Cada hora; se guardan las últimas { $keep }
       *[other] Cada { $n } horas; se guardan las últimas { $keep }
    }
operate-set-name = Nombre del sitio
operate-set-name-hint = Aparece en el encabezado y en las cartas.
operate-set-run-by = Quién lo administra
operate-set-run-by-hint = Aparece en el encabezado y en la página de privacidad.
operate-set-contact = Dirección para preguntas
operate-set-contact-hint = Las personas pueden escribir ahí cuando necesitan ayuda. Puede quedar vacía.
operate-set-languages = Idiomas de las páginas
operate-set-languages-hint = Deje los dos, a menos que todas las personas de aquí lean uno. Un enlace a una página en el otro idioma lleva entonces a la misma página en este.
operate-languages-both = Inglés y español
operate-languages-en = Inglés
operate-languages-es = Español
operate-set-mail-from = Remitente de las cartas
operate-set-mail-from-hint = Su servidor de correo debe poder enviar desde esta dirección.
operate-set-mail-sign-in = Entrar con un enlace por correo
operate-set-mail-sign-in-hint = Con “No” quedan el proveedor y las llaves de acceso. El proveedor decide entonces qué pide a las personas, por ejemplo un segundo factor.
operate-yes = Sí
operate-no = No
operate-set-time-zone = Zona horaria
operate-set-time-zone-hint = De las fechas en las páginas, como America/Chicago.
operate-set-retention = Meses hasta que se eliminan los cuadernos sin uso
operate-set-retention-hint = Solo los cuadernos que no son de ninguna alianza. Se avisa un mes antes. 0: se quedan para siempre.
operate-set-people = Personas en un cuaderno
operate-set-people-hint = Al mismo tiempo.
operate-set-notes = Caracteres de las notas de una etapa
operate-set-notes-hint = {""}
operate-set-comment = Caracteres de una nota sobre una pregunta
operate-set-comment-hint = {""}
operate-set-questions = Preguntas propias de una etapa
operate-set-questions-hint = {""}
operate-set-document = Bytes de un cuaderno
operate-set-document-hint = Con todo lo que se borró en él.
operate-mistake-empty = Esto no puede quedar vacío.
operate-mistake-long = { $n ->
        [one] Use como máximo un carácter.
       *[other] Use como máximo { $n } caracteres.
    }
operate-mistake-address = Escriba un solo correo electrónico, como ayuda@example.org.
operate-mistake-zone = Escriba una zona horaria como America/Chicago, o UTC.
operate-mistake-choice = Elija uno de los valores de la lista.
operate-mistake-no-other-way = Sin un proveedor nadie podría entrar. Configure uno primero.
operate-mistake-number = Escriba un número entero de { $least } a { $most }.
operate-changes = Cambios
operate-changes-none = Todavía no se ha cambiado nada aquí.
operate-changed = { $what }: de { $before } a { $after }
operate-changed-back = { $what }: de { $before } al valor del archivo
operate-nothing = nada
operate-somebody = Alguien sin nombre
operate-command-line = Línea de comandos, o una cuenta que ya no existe

operate-done-retried = La tarea se intenta ahora.
operate-done-given-up = La tarea se abandonó.
operate-done-unblocked = El correo a la dirección pasa otra vez.
operate-done-saved = Guardado.
operate-done-nothing = No se cambió nada.

leaving-title = Este cuaderno estaba por eliminarse
leaving-text = Nadie lo había abierto en mucho tiempo, así que se iba a eliminar el { $date }. Usted lo abrió, así que se queda.
