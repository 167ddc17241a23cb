document.body.textContent = 'Cuvette';
