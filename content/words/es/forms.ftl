# Lo que dice un formulario cuando vuelve, y lo que dice una página después.
refusal-empty-text = Escriba algo primero.
refusal-control-character = El texto tiene un carácter que no se puede guardar. Escríbalo de nuevo.
refusal-notes-too-long = Las notas de una etapa pueden tener { $limit } caracteres. Acórtelas y guarde de nuevo.
refusal-comment-too-long = Una nota puede tener { $limit } caracteres. Acórtela y guarde de nuevo.
refusal-question-too-long = Una pregunta puede tener { $limit } caracteres. Acórtela y guarde de nuevo.
refusal-title-too-long = Aquí caben { $limit } caracteres. Acórtelo y guarde de nuevo.
refusal-owner-too-long = El nombre del responsable puede tener { $limit } caracteres. Acórtelo y guarde de nuevo.
refusal-too-many-questions = Una etapa puede tener { $limit } preguntas propias. Quite una primero.
refusal-too-many-comments = Un cuaderno puede tener { $limit } notas. Quite algunas primero.
refusal-document-full = Este cuaderno está lleno. Descárguelo como archivo y empiece uno nuevo.
refusal-other = No se pudo guardar. Sus palabras siguen aquí. Vuelva a cargar la página e inténtelo otra vez.
done-reset = { $n ->
    [one] Se borró una respuesta.
   *[other] Se borraron { $n } respuestas.
}
done-answer-cleared = Se borró la respuesta.
done-comment-removed = Se quitó la nota.
done-question-removed = Se quitó la pregunta.
done-restored = El cuaderno está como estaba entonces.
done-reset-nothing = No había respuestas que borrar.
send-cap-sender = Hoy ya envió muchos mensajes. Envíe el resto mañana, o copie el enlace y compártalo usted.
send-cap-workbook = Hoy este cuaderno ya se envió a muchas personas. Envíelo a otras mañana, o copie el enlace y compártalo usted.
send-cap-network = Hoy salieron muchos mensajes desde su red. Inténtelo mañana, o copie el enlace y compártalo usted.
send-cap-recipient = Hoy esta dirección ya recibió varios mensajes de aquí. Búsquelos, también en el correo no deseado, o inténtelo mañana.
send-stopped = Esta dirección pidió no recibir correo de este sitio. Use otra.
send-to-empty = Escriba al menos una dirección.
send-message-long = El mensaje puede tener { $limit } caracteres. Acórtelo.
import-too-large = Este archivo es demasiado grande. Una exportación tiene como máximo { $n } MB.
import-checklist = Este archivo responde una lista que este sitio no tiene.
import-none = Elija primero un archivo.
import-why = El archivo no se puede leer como cuaderno: { $why }
typed-too-long = Aquí caben { $limit } caracteres. Acórtelo.
