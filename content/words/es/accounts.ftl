### Iniciar sesión y la página propia de una persona.

sign-in-title = Iniciar sesión
sign-in-lead = No hay contraseña que recordar. Escriba su correo electrónico y le enviamos un enlace para entrar.
sign-in-email = Su correo electrónico
sign-in-email-hint = La primera vez, esto también crea su cuenta.
sign-in-send = Enviarme un enlace
sign-in-no-mail = Este sitio todavía no puede enviar correo, así que nadie puede entrar con un enlace.
sign-in-without = No necesita una cuenta para llenar un cuaderno.
sign-in-start = Empezar un cuaderno
sign-in-passkey = Entrar con una llave de acceso
sign-in-provider = Entrar con { $name }
sign-in-nameless = Una persona nueva
sign-in-sent = Revise su correo
sign-in-sent-text = Enviamos un enlace a { $address }. Sirve durante 30 minutos.
sign-in-not-there = ¿No llega nada en unos minutos? Mire en la carpeta de correo no deseado y revise que la dirección de arriba esté bien. Si alguna vez pidió que no le enviáramos más correo, no podemos enviarle un enlace.
sign-in-contact = Pida ayuda:
sign-in-again = Pedir otro enlace
sign-in-as = Va a entrar como { $address }.
sign-in-go = Iniciar sesión
sign-in-not-you = Si usted no pidió esto, cierre esta página. No pasa nada.
sign-in-expired = Un enlace sirve una sola vez y durante 30 minutos. Este ya se usó o es demasiado viejo.

passkey-wait = Siga lo que le pide su aparato.
passkey-stopped = No pasó nada: su aparato se detuvo o tardó demasiado. Puede intentarlo de nuevo.
passkey-has-one = Este aparato ya tiene una llave de acceso para su cuenta.
passkey-again = Tardó demasiado o se hizo en otra ventana. Inténtelo de nuevo.
passkey-refused = No pudimos comprobar esta llave de acceso, así que no se agregó. Inténtelo de nuevo.
passkey-unknown = No conocemos esta llave de acceso. Quizá se quitó de la cuenta. Entre con un enlace por correo.
passkey-tries = Fueron muchos intentos. Espere un minuto e inténtelo de nuevo.
passkey-failed = No funcionó. Revise su conexión, vuelva a cargar la página e inténtelo otra vez.

provider-away = Ahora no podemos comunicarnos con { $name }
provider-away-text = Inténtelo de nuevo en unos minutos o entre de otra manera.
provider-failed = No se pudo entrar con { $name }
provider-failed-text = Pasaron más de 5 minutos o esta página se abrió por segunda vez. Inténtelo de nuevo o entre de otra manera.
provider-refused = No ha iniciado sesión
provider-refused-text = { $name } nos dijo que se detuvo allí. Nada ha cambiado. Puede intentarlo de nuevo o entrar de otra manera.
provider-no-address = Necesitamos un correo electrónico que { $name } haya comprobado
provider-no-address-text = { $name } no nos dio un correo comprobado de usted. Confirme primero su correo allí, o entre con un enlace por correo.
provider-back = Volver a iniciar sesión

account-name = Su nombre
account-name-hint = Lo ven las demás personas de su alianza.
account-name-empty = Escriba el nombre que los demás deben ver.
account-lead = Inició sesión como { $address }.
account-you = Usted
account-language = Idioma de nuestros correos
account-sessions = Dónde tiene la sesión abierta
account-sessions-text = Si no reconoce alguno de estos, cierre esa sesión.
account-session-unknown = Un aparato
account-session-this = Este aparato
account-session-seen = Última visita:
account-sign-out = Cerrar sesión
account-sign-out-all = Cerrar sesión en todas partes
account-passkeys = Llaves de acceso
account-passkeys-text = Con una llave de acceso (“passkey”) usted entra con el bloqueo de su teléfono o computadora: su dedo, su cara o su PIN. No hace falta correo.
account-passkey = Llave de acceso
account-passkey-since = Agregada el
account-passkey-used = Último uso:
account-passkey-unused = Sin usar todavía
account-passkey-remove = Quitar
account-passkey-none = Para agregar una llave de acceso, abra esta página en un navegador que las admita y que permita scripts.
account-passkey-name = Nombre de la nueva llave de acceso
account-passkey-name-hint = Para que después sepa en qué aparato está.
account-passkey-add = Agregar una llave de acceso
account-passkey-added = Su llave de acceso se agregó.
account-passkey-added-text = Úsela la próxima vez que entre en este aparato.
account-passkeys-most =
    { $n ->
        [one] Una llave de acceso es lo máximo que puede tener una cuenta. Quítela antes de agregar otra.
       *[other] { $n } llaves de acceso son lo máximo que puede tener una cuenta. Quite una antes de agregar otra.
    }
account-data = Sus alianzas y sus datos
account-export = Descargar todo lo que guardamos sobre usted
account-remove = Eliminar su cuenta
account-remove-what = Eliminamos su nombre, su correo electrónico, sus llaves de acceso y sus sesiones. Usted sale de todas sus alianzas. Esto no se puede deshacer.
account-remove-stays = Lo que escribió para una alianza se queda allí, como “una persona que ya no participa”.
account-remove-words = Quitar también lo que escribí
account-remove-words-hint = Se eliminan sus propias copias de las rondas, y sus comentarios y notas se quitan de los resultados y de la agenda. Los próximos pasos, las pruebas y el cuaderno del equipo son de la alianza: se quedan, sin su cuenta. Lo que firmó en el cuaderno puede quitarlo antes allí mismo.
account-remove-go = Eliminar mi cuenta
account-remove-leave = Conservarla
account-remove-last = Usted es la única persona responsable de estas alianzas. Primero nombre a otra, o elimine la alianza.
save = Guardar
